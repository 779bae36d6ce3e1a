// The two languages stand side by side, so that neither falls behind: in the markup as data-ja beside the English text, in scripts as say('English', '日本語').

const root = document.documentElement;
const listeners = [];

export const isJapanese = () => root.lang === 'ja';

export const say = (english, japanese) => isJapanese() ? japanese : english;

/** Calls back when the language changes. */
export const onLanguage = listener => listeners.push(listener);

export function setLanguage(language) {
  root.lang = language;
  try { localStorage.setItem('language', language); } catch { /* a private window forgets it */ }
  translate();
  for (const listener of listeners) listener();
}

/** Puts the markup's texts and labels into the language. */
export function translate() {
  for (const element of document.querySelectorAll('[data-ja]')) {
    element.dataset.en ??= element.textContent;
    element.textContent = isJapanese() ? element.dataset.ja : element.dataset.en;
  }
  for (const element of document.querySelectorAll('[data-ja-label]')) {
    element.dataset.enLabel ??= element.getAttribute('aria-label');
    element.setAttribute('aria-label', isJapanese() ? element.dataset.jaLabel : element.dataset.enLabel);
  }
}

const plain = new Intl.NumberFormat('en');

/** 25028904 as "25,028,904". */
export const count = value => plain.format(value);

/** 0.9731 as "97.3 %"; a dash for what is not known. */
export const share = (value, digits = 1) => value == null ? '–' : `${(100 * value).toFixed(digits)}\u00a0%`;

/** 4230000000 as "4.23 G". */
export function short(value) {
  for (const [unit, size] of [['G', 1e9], ['M', 1e6], ['k', 1e3]]) {
    if (value >= size) return `${(value / size).toPrecision(3)}\u00a0${unit}`;
  }
  return String(value);
}
