// The bar of every page: language and colours.
import { isJapanese, onLanguage, say, setLanguage, translate } from './words.js';
import { byId } from './dom.js';

const root = document.documentElement;
const language = byId('language');
const theme = byId('theme');

language.addEventListener('click', () => setLanguage(isJapanese() ? 'en' : 'ja'));

theme.addEventListener('click', () => {
  root.dataset.theme = root.dataset.theme === 'dark' ? 'light' : 'dark';
  try { localStorage.setItem('theme', root.dataset.theme); } catch { /* a private window forgets it */ }
  label();
  dispatchEvent(new Event('themechange'));
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  label();
  dispatchEvent(new Event('themechange'));
});

function label() {
  // Each button says what it does, in the language of whoever would want it.
  language.textContent = isJapanese() ? 'English' : '日本語';
  language.lang = isJapanese() ? 'en' : 'ja';
  theme.textContent = root.dataset.theme === 'dark' ? say('Light', '明るく') : say('Dark', '暗く');
}

onLanguage(label);
translate();
label();
