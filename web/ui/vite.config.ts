import { defineConfig } from 'vitest/config'
import { svelte } from '@sveltejs/vite-plugin-svelte'

// File names carry no hash: dist is committed, and hashed names would bloat its history.
export default defineConfig({
  plugins: [svelte()],
  build: {
    target: 'chrome87',
    modulePreload: false,
    rollupOptions: {
      input: { index: 'index.html', desk: 'desk.html', bridge: 'bridge.html', screen: 'screen.html' },
      output: {
        entryFileNames: 'assets/[name].js',
        chunkFileNames: 'assets/[name].js',
        assetFileNames: 'assets/[name][extname]',
      },
    },
  },
  resolve: process.env.VITEST ? { conditions: ['browser'] } : undefined,
  test: { environment: 'happy-dom', include: ['src/**/*.test.ts'] },
})
