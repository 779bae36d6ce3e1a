import { byId, make, scrolling, table } from '../dom.js';
import { say, share } from '../words.js';
import { Chart, place } from './chart.js';
import { ceiling } from './stream.js';

const three = value => value == null ? '–' : Number(value.toPrecision(3)).toString();

const charts = {
  loss: new Chart(three),
  accuracy: new Chart(value => `${Number((100 * value).toFixed(1))} %`),
  rate: new Chart(three),
  speed: new Chart(value => String(Math.round(value))),
  ceiling: new Chart(value => `${Number((100 * value).toFixed(1))} %`),
};
place('charts', Object.values(charts));

/** The share of the multiply-add ceiling that a rate of pictures means, or null where it cannot be said. */
export const shareOf = (run, rate) => ceiling?.gflops && run.gigaflop && rate ? rate * run.gigaflop / ceiling.gflops : null;

/** Draws the curves of the chosen runs. */
export function showCurves(runs) {
  const lines = (of, dashed = false) => runs.map(run => ({ run: run.name, hue: run.hue, dashed, points: run.epochs.map(epoch => [epoch.epoch, of(epoch, run)]).filter(([, value]) => value != null) }))
    .filter(line => line.points.length > 0);
  const both = (validation, training) => [...lines(validation), ...lines(training, true)];
  const table = say('The table below has the numbers.', '数値は下の表にあります。');
  charts.loss.show(say('Loss', '損失'), both(epoch => epoch.val_loss, epoch => epoch.train_loss), table);
  charts.accuracy.show(say('Accuracy', '正解率'), both(epoch => epoch.val_accuracy, epoch => epoch.train_accuracy), table);
  charts.rate.show(say('Learning rate', '学習率'), lines(epoch => epoch.learning_rate), table);
  charts.speed.show(say('Images per second', '毎秒の画像数'), lines(epoch => epoch.images_per_second), table);
  const shares = lines((epoch, run) => shareOf(run, epoch.images_per_second));
  charts.ceiling.element.hidden = shares.length === 0;
  if (shares.length > 0) charts.ceiling.show(say('Share of the FMA ceiling', 'FMA上限に対する割合'), shares, table);
  byId('ceiling').textContent = ceiling?.gflops
    ? say(
      `FMA ceiling of this machine: ${Math.round(ceiling.gflops)} GFLOP/s with ${ceiling.threads} threads; the share counts a training step's operations as resnext bench does.`,
      `このマシンのFMA上限:${ceiling.threads}スレッドで${Math.round(ceiling.gflops)} GFLOP/s。割合は、学習1ステップの演算をresnext benchと同じように数えたものです。`)
    : say('The FMA ceiling is measured once no training goes on, so as not to disturb it.', 'FMA上限は、学習の邪魔をしないよう、学習が終わってから測ります。');
  showNow(runs);
  showNumbers(runs);
}

/** Where the runs that train are, in large letters. */
function showNow(runs) {
  const training = runs.filter(run => run.state === 'training' && run.epochs.length > 0);
  byId('now').replaceChildren(...training.slice(0, 2).map(run => {
    const last = run.epochs.at(-1);
    const planned = run.configuration.epochs;
    return make('dl.cards', [
      [run.name, say(`epoch ${last.epoch}${planned ? ` of ${planned}` : ''}`, `エポック${last.epoch}${planned ? ` / ${planned}` : ''}`)],
      [say('validation accuracy', '検証の正解率'), share(last.val_accuracy)],
      [say('validation loss', '検証の損失'), three(last.val_loss)],
      [say('images per second', '毎秒の画像数'), three(last.images_per_second), shareOf(run, last.images_per_second) && say(`${share(shareOf(run, last.images_per_second), 0)} of the ceiling`, `上限の${share(shareOf(run, last.images_per_second), 0)}`)],
    ].map(([name, value, detail]) => make('div.card', make('dt', name), make('dd', value), detail ? make('dd.detail', detail) : null)));
  }));
}

function showNumbers(runs) {
  if (!byId('numbers').open) return;
  const rows = runs.flatMap(run => run.epochs.map(epoch => ({ run, epoch })));
  byId('numbers-table').replaceChildren(scrolling(table(say('Epochs of the chosen runs', '選んだ実行のエポック'), [
    { title: say('run', '実行'), of: ({ run }) => run.name },
    { title: say('epoch', 'エポック'), number: true, of: ({ epoch }) => String(epoch.epoch) },
    { title: say('training loss', '学習の損失'), number: true, of: ({ epoch }) => three(epoch.train_loss) },
    { title: say('validation loss', '検証の損失'), number: true, of: ({ epoch }) => three(epoch.val_loss) },
    { title: say('training accuracy', '学習の正解率'), number: true, of: ({ epoch }) => share(epoch.train_accuracy) },
    { title: say('validation accuracy', '検証の正解率'), number: true, of: ({ epoch }) => share(epoch.val_accuracy) },
    { title: say('learning rate', '学習率'), number: true, of: ({ epoch }) => three(epoch.learning_rate) },
    { title: say('images/s', '画像/秒'), number: true, of: ({ epoch }) => three(epoch.images_per_second) },
    { title: say('of the ceiling', '上限比'), number: true, of: ({ run, epoch }) => share(shareOf(run, epoch.images_per_second), 0) },
  ], rows), say('Epochs of the chosen runs', '選んだ実行のエポック')));
}
