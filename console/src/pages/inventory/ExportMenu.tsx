import { useEffect, useState } from 'react';
import { useApi } from '../../api/context.ts';
import { Icon } from '../../marks/Icon.tsx';
import { Popover } from '../../controls/Popover.tsx';
import { usePopover } from '../../controls/usePopover.ts';
import { count } from '../../words/numbers.ts';
import { operationsCsv, operationsJson } from './export-text.ts';
import { type InventorySearch, operationQuery } from './search.ts';

interface ExportMenuProps {
  readonly search: InventorySearch;
  readonly total: number;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly openapi: string;
}

const rowsMax = 5_000;

function save(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
}

/** Takes what the table shows, with its filters, out of the console. */
export function ExportMenu({ search, total, open: asked, onOpen, openapi }: ExportMenuProps) {
  const api = useApi();
  const { open, setOpen, anchor, body } = usePopover();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!asked) return;
    setOpen(true);
    onOpen(false);
  }, [asked, onOpen, setOpen]);
  useEffect(() => {
    if (open) body.current?.querySelector<HTMLElement>('button, a')?.focus();
  }, [open, body]);

  const take = async (format: 'csv' | 'json'): Promise<void> => {
    try {
      const { items } = await api.read('/operations', {
        query: { ...operationQuery(search), limit: rowsMax },
      });
      if (format === 'csv') save('operations.csv', 'text/csv', operationsCsv(items));
      else save('operations.json', 'application/json', operationsJson(items));
      setOpen(false);
      anchor.current?.focus();
    } catch {
      setFailed(true);
    }
  };

  return (
    <>
      <button
        ref={anchor}
        type="button"
        className="control"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name="export" /> Export
      </button>
      {open ? (
        <Popover anchor={anchor} body={body}>
          <p className="export-says quiet">{`${count(Math.min(total, rowsMax))} operations as filtered`}</p>
          <button type="button" className="export-item" onClick={() => void take('csv')}>
            CSV <span className="quietest">for a table</span>
          </button>
          <button type="button" className="export-item" onClick={() => void take('json')}>
            JSON <span className="quietest">as the API sends it</span>
          </button>
          <a className="export-item" href={openapi} download="openapi.json" onClick={() => setOpen(false)}>
            OpenAPI 3.1 <span className="quietest">the whole inventory</span>
          </a>
          {failed ? (
            <p className="export-failed" role="alert">
              The hub did not answer. Try again.
            </p>
          ) : null}
        </Popover>
      ) : null}
    </>
  );
}
