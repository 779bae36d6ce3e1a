import { byId, make, scrolling, table } from '../dom.js';
import { ask } from '../server.js';
import { count, say, share } from '../words.js';

const mostClasses = 20;

let shown = null;
let view = null;

const path = name => `/api/runs/${encodeURIComponent(name)}`;

/** Shows what is known of a run, and lets the reader have it measured. */
export async function showMeasurement(name) {
  if (name !== shown) view = null;
  shown = name;
  if (!name) return;
  await load(() => ask(`${path(name)}/measurement`), name);
}

/** Draws again, in another language. */
export const drawMeasurement = () => view && draw();

async function load(request, name) {
  try {
    view = await request();
  } catch (error) {
    view = { state: 'failed', problem: error.message };
  }
  if (name !== shown) return;
  draw();
  if (view.state === 'waiting' || view.state === 'measuring') setTimeout(() => name === shown && load(() => ask(`${path(name)}/measurement`), name), 700);
}

function draw() {
  const box = byId('measurement');
  const name = shown;
  const button = text => {
    const made = make('button.strong', text);
    made.type = 'button';
    made.addEventListener('click', () => load(() => ask(`${path(name)}/measurement`, { method: 'POST' }), name));
    return made;
  };
  switch (view.state) {
    case 'none':
      box.replaceChildren(
        make('p.faint', say('The best weights are tried on the test pictures, in this server, when you ask for it.', '最良の重みをテスト画像で試します。求められたときにだけ、このサーバーで行います。')),
        button(say('Measure', '測る')));
      break;
    case 'waiting':
    case 'measuring':
      box.replaceChildren(make('p', make('span.spinner'), say('Measuring…', '測定中…')), bar(view));
      break;
    case 'failed':
      box.replaceChildren(make('p.note.problem', view.problem), button(say('Try again', 'もう一度')));
      break;
    default:
      box.replaceChildren(result(name, view.result));
  }
}

function bar({ done, total }) {
  const progress = make('progress');
  progress.setAttribute('aria-label', say('Batches measured', '測定したバッチ'));
  if (total > 0) Object.assign(progress, { max: total, value: done });
  return progress;
}

function result(name, measured) {
  const held = measured.held_out ? '' : say(' The best epoch was chosen on these pictures, so this is a little too good.', 'この画像で最良のエポックを選んだため、少し良すぎる値です。');
  return make('div.measured',
    make('p', say(`Accuracy ${share(measured.accuracy)} on ${count(measured.count)} pictures.`, `${count(measured.count)}枚で正解率${share(measured.accuracy)}。`) + held),
    make('div', make('h3', say('Who is taken for whom', '何を何と間違えるか')), measured.classes.length <= mostClasses ? matrix(measured) : pairs(measured)),
    make('div', make('h3', say('Worst errors: wrong, and sure of it', '大きな誤り:間違えたうえに自信があったもの')), errors(name, measured.errors)));
}

function matrix({ classes, confusion }) {
  const rows = confusion.map((counts, label) => ({ label, counts, total: counts.reduce((sum, each) => sum + each, 0) }));
  const made = table(say('Rows: true class. Columns: taken for.', '行:正しいクラス。列:予測したクラス。'), [
    { title: '', of: row => classes[row.label] },
    ...classes.map((title, predicted) => ({ title, number: true, of: row => row.counts[predicted] ? count(row.counts[predicted]) : '' })),
  ], rows);
  made.tHead.rows[0].cells[0].append(make('span.hidden-text', say('true class', '正しいクラス')));
  for (const { label, counts, total } of rows) {
    counts.forEach((value, predicted) => {
      const cell = made.tBodies[0].rows[label].cells[predicted + 1];
      if (label === predicted) cell.classList.add('right');
      cell.style.setProperty('--part', total > 0 ? value / total : 0);
    });
  }
  const box = scrolling(made, say('Confusion matrix', '混同行列'));
  box.classList.add('confusion');
  return box;
}

function pairs({ classes, confusion }) {
  const found = confusion.flatMap((counts, label) => counts.map((value, predicted) => ({ label, predicted, value })))
    .filter(each => each.label !== each.predicted && each.value > 0).sort((a, b) => b.value - a.value).slice(0, 20);
  return scrolling(table(say('The pairs confused most often', '最も多く間違えた組'), [
    { title: say('true class', '正しいクラス'), of: pair => classes[pair.label] },
    { title: say('taken for', '予測'), of: pair => classes[pair.predicted] },
    { title: say('pictures', '枚数'), number: true, of: pair => count(pair.value) },
  ], found), say('Confused pairs', '間違えた組'));
}

function errors(name, list) {
  if (list.length === 0) return make('p', say('None: every picture was classified right.', 'ありません。すべて正解でした。'));
  return make('ul.pictures', list.map((error, i) => {
    const picture = make('img');
    Object.assign(picture, { src: `${path(name)}/errors/${i}.png`, alt: say(`A picture of ${error.true_class}`, `${error.true_class}の画像`), loading: 'lazy' });
    return make('li', picture, make('p', make('strong', error.taken_for), ` ${share(error.probability, 0)}`, make('br'),
      make('span.faint', say(`is ${error.true_class}, ${share(error.true_probability, 0)}`, `正しくは${error.true_class}、${share(error.true_probability, 0)}`))));
  }));
}
