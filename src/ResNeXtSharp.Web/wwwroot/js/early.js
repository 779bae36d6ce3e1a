// Runs before the page is drawn, so that neither colours nor language change before the reader's eyes.
(() => {
  const kept = name => { try { return localStorage.getItem(name); } catch { return null; } };
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const paint = () => { root.dataset.theme = kept('theme') ?? (dark.matches ? 'dark' : 'light'); };
  paint();
  dark.addEventListener('change', paint);
  root.lang = kept('language') ?? (navigator.language.toLowerCase().startsWith('ja') ? 'ja' : 'en');
})();
