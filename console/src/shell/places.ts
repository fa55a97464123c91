import type { IconName } from '../marks/Icon.tsx';

/** Where one can go. Only what works stands here. */
export const places = [
  {
    title: 'See',
    icon: 'eye',
    items: [
      { title: 'Map', to: '/map', counts: undefined },
      { title: 'Inventory', to: '/inventory', counts: 'operations' },
      { title: 'Live', to: '/live', counts: undefined },
    ],
  },
  { title: 'Watch', icon: 'pulse', items: [{ title: 'Actors', to: '/actors', counts: 'actors' }] },
] as const satisfies readonly {
  readonly title: string;
  readonly icon: IconName;
  readonly items: readonly {
    readonly title: string;
    readonly to: string;
    readonly counts: 'operations' | 'actors' | undefined;
  }[];
}[];

/** The path of the group's place that an address belongs to. */
export const within = (pathname: string, to: string): boolean =>
  pathname === to || pathname.startsWith(`${to}/`);
