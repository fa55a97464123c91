import { defineConfig } from 'vite';

/** The clinics' web front end: `npx vite build --config lab/web/vite.config.js`. What it writes to `dist` is kept in the repository. */
export default defineConfig({
  root: import.meta.dirname,
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: true,
    rolldownOptions: {
      input: 'src/main.js',
      output: { format: 'iife', entryFileNames: 'assets/app.js', banner: '/*! riverbend-web 2.8.0 */' },
    },
  },
});
