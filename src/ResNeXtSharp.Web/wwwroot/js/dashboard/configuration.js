import { byId, make, scrolling, table } from '../dom.js';
import { isJapanese, say } from '../words.js';

/** Nested settings as dotted names; lists stay whole. */
function flatten(value, prefix = '', into = {}) {
  for (const [name, inner] of Object.entries(value)) {
    if (inner !== null && typeof inner === 'object' && !Array.isArray(inner)) flatten(inner, `${prefix}${name}.`, into);
    else into[prefix + name] = text(inner);
  }
  return into;
}

const moment = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

function text(value) {
  // In the reader's own time; nobody compares fractions of a second.
  if (moment.test(value)) return new Date(value).toLocaleString(isJapanese() ? 'ja' : 'en', { dateStyle: 'medium', timeStyle: 'medium' });
  if (!Array.isArray(value)) return String(value ?? '–');
  return value.length <= 12 ? value.join(', ') : `${value.slice(0, 12).join(', ')}, … (${value.length})`;
}

/** The settings of the chosen runs side by side; those that differ are marked. */
export function showConfiguration(runs) {
  const settings = runs.map(run => flatten(run.configuration));
  const names = [...new Set(settings.flatMap(each => Object.keys(each)))];
  const differs = name => settings.some(each => each[name] !== settings[0][name]);
  const only = byId('differences').checked && runs.length > 1;
  const rows = names.filter(name => !only || differs(name));
  const title = say('Settings of the chosen runs', '選んだ実行の設定');
  if (rows.length === 0) {
    byId('configuration').replaceChildren(make('p.faint', say('Nothing differs.', '違いはありません。')));
    return;
  }
  const made = table(title, [
    { title: say('setting', '設定'), of: name => name },
    ...runs.map((run, i) => ({ title: run.name, of: name => settings[i][name] ?? '–' })),
  ], rows);
  rows.forEach((name, i) => {
    if (!differs(name)) return;
    made.tBodies[0].rows[i].className = 'differs';
    made.tBodies[0].rows[i].cells[0].append(make('span.hidden-text', say(' (differs)', '(違いあり)')));
  });
  byId('configuration').replaceChildren(scrolling(made, title));
}
