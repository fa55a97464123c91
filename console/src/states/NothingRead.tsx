import type { ReactNode } from 'react';
import { Empty } from './Empty.tsx';

/** Nothing was read yet that could tell of this. */
export function NothingRead({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Empty title={title} commands={['./bin/heliostat discover ./repo --data ./data']}>
      {children}
    </Empty>
  );
}
