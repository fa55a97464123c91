import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The console: built to `console/dist`, served by the hub. Nothing is inlined, so that a strict CSP holds. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2024',
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:4801' } },
});
