import '../frame.js';
import { byId, make } from '../dom.js';
import { onLanguage, say, share } from '../words.js';
import { showConfiguration } from './configuration.js';
import { showCurves } from './curves.js';
import { drawMeasurement, showMeasurement } from './measurement.js';
import { allRuns, follow, isComplete } from './stream.js';

const hues = 8;
const shownAtFirst = 4;

// A run keeps its colour as long as the page is open.
const colours = new Map();
const chosen = new Map();

let link = 'connecting';
let drawing = 0;

function show() {
  drawing = 0;
  const runs = allRuns();
  for (const run of runs) {
    if (!colours.has(run.name)) colours.set(run.name, colours.size % hues);
    run.hue = colours.get(run.name);
  }
  choose(runs);
  const picked = runs.filter(run => chosen.get(run.name));
  byId('empty').hidden = !isComplete || runs.length > 0;
  byId('empty').textContent = say('There is no run in this folder yet. Start one with "resnext train"; it appears here by itself.', 'このフォルダーにはまだ実行がありません。「resnext train」で学習を始めると、ここに自動で現れます。');
  byId('board').hidden = byId('configured').hidden = byId('measured').hidden = runs.length === 0;
  showConnection();
  if (runs.length === 0) return;
  showRuns(runs);
  showCurves(picked);
  showConfiguration(picked.length > 0 ? picked : runs.slice(0, 1));
  showMeasured(runs);
}

// At first those that train and the newest; what the reader chooses stays.
function choose(runs) {
  const unknown = runs.filter(run => !chosen.has(run.name));
  const order = [...unknown].sort((a, b) => (b.state === 'training') - (a.state === 'training') || String(b.configuration.started ?? '').localeCompare(String(a.configuration.started ?? '')));
  const room = shownAtFirst - [...chosen.values()].filter(Boolean).length;
  order.forEach((run, i) => chosen.set(run.name, i < room || run.state === 'training'));
}

function showConnection() {
  const box = byId('connection');
  const words = {
    connecting: say('Connecting…', '接続中…'),
    live: say('Live', 'ライブ'),
    lost: say('The server does not answer; trying again…', 'サーバーが応答しません。再接続しています…'),
  };
  if (box.textContent !== words[link]) box.textContent = words[link];
  box.className = `connection ${link}`;
}

const states = () => ({ training: say('training', '学習中'), finished: say('finished', '完了'), stopped: say('stopped', '停止') });

// Rows are kept and changed in place, so that the keyboard's focus stays where it is.
function showRuns(runs) {
  const list = byId('runs');
  const rows = new Map([...list.children].map(row => [row.dataset.run, row]));
  const now = runs.map(run => {
    const row = rows.get(run.name) ?? newRow(run);
    row.className = run.state;
    row.querySelector('input').checked = chosen.get(run.name);
    const best = Math.max(...run.epochs.map(epoch => epoch.val_accuracy ?? 0), 0);
    const detail = [run.configuration.model, run.configuration.data_set].filter(Boolean).join(' · ');
    row.querySelector('.detail').replaceChildren(
      make('span.state', states()[run.state]), ` · ${say(`${run.epochs.length} epochs`, `${run.epochs.length}エポック`)}${best > 0 ? ` · ${say('best', '最良')} ${share(best)}` : ''}`,
      make('br'), run.problem ? make('span.problem-text', run.problem) : detail);
    return row;
  });
  if (now.length !== list.children.length || now.some((row, i) => row !== list.children[i])) list.replaceChildren(...now);
}

function newRow(run) {
  const box = make('input');
  box.type = 'checkbox';
  box.addEventListener('change', () => {
    chosen.set(run.name, box.checked);
    show();
  });
  const row = make('li', make('label', box, make(`span.swatch.hue-${run.hue}`), make('span.name', run.name), make('span.detail')));
  row.dataset.run = run.name;
  return row;
}

function showMeasured(runs) {
  const select = byId('measured-run');
  const names = runs.filter(run => run.epochs.length > 0).map(run => run.name);
  byId('measured').hidden = names.length === 0;
  if ([...select.options].map(option => option.value).join('\n') === names.join('\n')) return;
  const before = select.value;
  select.replaceChildren(...names.map(name => {
    const option = make('option', name);
    option.value = name;
    return option;
  }));
  select.value = names.includes(before) ? before : names.find(name => chosen.get(name)) ?? names[0] ?? '';
  if (select.value !== before) showMeasurement(select.value);
}

// Many events may come at once; the page is drawn once for them.
const soon = () => { drawing ||= requestAnimationFrame(show); };

byId('measured-run').addEventListener('change', event => showMeasurement(event.target.value));
byId('differences').addEventListener('change', show);
byId('numbers').addEventListener('toggle', show);
addEventListener('themechange', show);
onLanguage(() => {
  show();
  drawMeasurement();
});

show();
follow({
  changed: soon,
  connection(state) {
    link = state;
    showConnection();
  },
});
