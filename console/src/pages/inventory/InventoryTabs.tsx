import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/context.ts';
import { useTotals } from '../../api/queries.ts';
import { Tabs } from '../../shell/Tabs.tsx';

const everyMs = 60_000;

/** What the inventory holds beside operations. */
export function InventoryTabs() {
  const api = useApi();
  const { data: totals } = useTotals();
  const components = useQuery({
    queryKey: ['components', 'total'],
    queryFn: async ({ signal }) => (await api.read('/components', { query: { limit: 1 }, signal })).total,
    refetchInterval: everyMs,
  });
  return (
    <Tabs
      label="Inventory"
      tabs={[
        { to: '/inventory', title: 'Operations', count: totals?.operations },
        { to: '/inventory/components', title: 'Components', count: components.data },
        { to: '/inventory/third-parties', title: 'Third parties' },
        { to: '/inventory/drift', title: 'Drift' },
        { to: '/inventory/read', title: 'What was read' },
      ]}
    />
  );
}
