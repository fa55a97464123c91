import './shell.css';
import type { ReactNode } from 'react';
import { ExchangePanel } from '../exchange/ExchangePanel.tsx';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { Navigation, TabStrip } from './Navigation.tsx';
import { TopBar } from './TopBar.tsx';

/** The frame of every page. */
export function Shell({ children }: { readonly children: ReactNode }) {
  return (
    <div className="shell">
      <a className="skip" href="#page">
        Skip to the page
      </a>
      <Navigation />
      <div className="shell-main">
        <TopBar />
        <TabStrip />
        <ConnectionBanner />
        <main id="page" tabIndex={-1}>
          {children}
        </main>
      </div>
      <ExchangePanel />
    </div>
  );
}
