interface Page<Item> {
  readonly items: readonly Item[];
  readonly total: number;
}

const pageSize = 5_000;
const itemsMax = 20_000;

/** Reads a list to its end, or to a bound; `total` says how many there are. */
export async function allPages<Item>(
  read: (query: { readonly offset: number; readonly limit: number }) => Promise<Page<Item>>,
): Promise<Page<Item>> {
  const items: Item[] = [];
  for (;;) {
    // Page after page: the next one is asked for only when there is one.
    const page = await read({ offset: items.length, limit: pageSize });
    items.push(...page.items);
    if (page.items.length === 0 || items.length >= page.total || items.length >= itemsMax)
      return { items, total: page.total };
  }
}
