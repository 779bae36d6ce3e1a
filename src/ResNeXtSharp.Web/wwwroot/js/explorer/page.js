import '../frame.js';
import { ask } from '../server.js';
import { byId, make, scrolling, table } from '../dom.js';
import { count, onLanguage, say, share, short } from '../words.js';
import { drawBlock } from './block.js';
import { drawForms, convolutionsOf } from './forms.js';
import { drawLine } from './line.js';
import { cardinalities, depthsOf, readAddress, writeAddress } from './state.js';

const state = readAddress(location.search);
let network = null;
let under = null;

// The sliders.

function showControls() {
  const depths = depthsOf(state.family);
  const known = depths.findIndex(each => each.blocks.join() === state.blocks.join());
  for (const radio of document.querySelectorAll('[name=family]')) radio.checked = radio.value === state.family;
  const depth = byId('depth');
  depth.max = depths.length - 1;
  if (known >= 0) depth.value = known;
  const layers = 2 + 3 * state.blocks.reduce((sum, each) => sum + each, 0);
  speak(depth, 'depth-value', known >= 0 ? String(layers) : say(`${layers} (own)`, `${layers}(独自)`));
  const cardinality = byId('cardinality');
  cardinality.value = cardinalities.indexOf(state.cardinality);
  speak(cardinality, 'cardinality-value', String(state.cardinality));
  const width = byId('width');
  width.value = state.width;
  speak(width, 'width-value', String(state.width));
  byId('constant').checked = state.constant;
  showBlocks();
  showStages();
}

// A slider's position is not its meaning: screen readers are told the number that is shown.
function speak(slider, output, text) {
  slider.setAttribute('aria-valuetext', text);
  byId(output).textContent = text;
}

function showBlocks() {
  const box = byId('blocks');
  if (box.children.length !== state.blocks.length) {
    box.replaceChildren(...state.blocks.map((_, stage) => {
      const slider = make('input');
      Object.assign(slider, { type: 'range', id: `blocks-${stage}`, min: 1, max: 40, step: 1 });
      slider.addEventListener('input', () => change({ blocks: state.blocks.with(stage, Number(slider.value)) }));
      const label = make('label');
      label.htmlFor = slider.id;
      const output = make('output');
      output.id = `blocks-${stage}-value`;
      return make('div.control', make('div.control-head', label, output), slider);
    }));
  }
  state.blocks.forEach((blocks, stage) => {
    const slider = byId(`blocks-${stage}`);
    slider.value = blocks;
    box.children[stage].querySelector('label').textContent = say(`Stage ${stage + 1}`, `ステージ${stage + 1}`);
    speak(slider, `blocks-${stage}-value`, String(blocks));
  });
}

function showStages() {
  state.stage = Math.min(state.stage, state.blocks.length - 1);
  byId('stage').replaceChildren(...state.blocks.map((_, stage) => {
    const option = make('option', String(stage + 1));
    option.value = stage;
    option.selected = stage === state.stage;
    return option;
  }));
}

function change(changes) {
  Object.assign(state, changes);
  if (state.constant && !('width' in changes)) state.width = pairOf(state.cardinality)?.width ?? state.width;
  if ('width' in changes) state.constant = false;
  history.replaceState(null, '', writeAddress(state));
  byId('copied').textContent = '';
  showControls();
  load();
}

const pairOf = cardinality => network?.constant_complexity.find(pair => pair.cardinality === cardinality);

for (const radio of document.querySelectorAll('[name=family]')) {
  radio.addEventListener('change', () => change({ family: radio.value, blocks: depthsOf(radio.value).find(each => each.usual).blocks }));
}
byId('depth').addEventListener('input', event => change({ blocks: depthsOf(state.family)[event.target.value].blocks }));
byId('cardinality').addEventListener('input', event => change({ cardinality: cardinalities[event.target.value] }));
byId('width').addEventListener('input', event => change({ width: Number(event.target.value) }));
byId('constant').addEventListener('change', event => change({ constant: event.target.checked }));
byId('stage').addEventListener('change', event => change({ stage: Number(event.target.value) }));
byId('controls').addEventListener('submit', event => event.preventDefault());
byId('copy').addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(location.href);
    byId('copied').textContent = say('Copied.', 'コピーしました。');
  } catch {
    byId('copied').textContent = say('The address bar has the link.', 'アドレス欄にリンクがあります。');
  }
});

// The numbers. While a slider moves, an answer that has become old is not waited for.

async function load() {
  under?.abort();
  const mine = under = new AbortController();
  const { blocks, cardinality, width } = state;
  try {
    network = await ask(`/api/geometry?blocks=${blocks}&cardinality=${cardinality}&width=${width}`, { signal: mine.signal });
    byId('problem').hidden = true;
    show();
  } catch (error) {
    if (error.name === 'AbortError') return;
    byId('problem').textContent = `${error.message} ${network ? say('The numbers below are those of the choice before.', '下の数値は一つ前の設定のものです。') : ''}`;
    byId('problem').hidden = false;
  }
}

function show() {
  const template = network.template;
  byId('name').textContent = network.name ?? say(`${network.depth} layers, ${network.cardinality}x${network.width}d`, `${network.depth}層、${network.cardinality}x${network.width}d`);
  byId('cards').replaceChildren(...[
    [say('parameters', 'パラメータ'), short(network.parameters), count(network.parameters)],
    [say('multiply-adds', '積和'), short(network.mult_adds), say(`one picture, ${network.image_size}x${network.image_size}`, `画像1枚、${network.image_size}x${network.image_size}`)],
    [say('block against ResNet-50\'s', 'ResNet-50のブロックとの比'), share(template.cost, 0), say(`${count(template.weights)} weights, 256 channels`, `重み${count(template.weights)}個、256チャネル`)],
  ].map(([name, value, detail]) => make('div.card', make('dt', name), make('dd', value), make('dd.detail', detail))));
  const stage = network.parts[state.stage + 1];
  byId('block').replaceChildren(drawBlock(stage));
  byId('block-table').replaceChildren(scrolling(convolutionTable(stage), say('Convolutions of the block', 'ブロックの畳み込み')));
  byId('line').replaceChildren(drawLine(network.constant_complexity, template));
  byId('line-table').replaceChildren(lineTable(network.constant_complexity, template));
  byId('forms').replaceChildren(...drawForms(stage));
  byId('forms-table').replaceChildren(scrolling(formsTable(stage), say('The three forms', '三つの形')));
  byId('parts-table').replaceChildren(scrolling(partsTable(network.parts), say('Parts of the network', 'ネットワークの部分')));
}

function convolutionTable(stage) {
  return table(say(`Convolutions, maps of ${stage.height}x${stage.width}`, `畳み込み、特徴マップ${stage.height}x${stage.width}`), [
    { title: say('kernel', 'カーネル'), of: each => `${each.kernel}x${each.kernel}` },
    { title: say('channels in', '入力チャネル'), number: true, of: each => count(each.in_channels) },
    { title: say('out', '出力'), number: true, of: each => count(each.out_channels) },
    { title: say('groups', 'グループ'), number: true, of: each => count(each.groups) },
    { title: say('weights', '重み'), number: true, of: each => count(each.weights) },
    { title: say('multiply-adds', '積和'), number: true, of: each => short(each.mult_adds) },
  ], stage.convolutions);
}

function lineTable(pairs, template) {
  const made = table(say('Pairs of equal cost', 'コストの等しい組'), [
    { title: 'C', of: pair => String(pair.cardinality) },
    { title: 'd', number: true, of: pair => String(pair.width) },
    { title: say('weights', '重み'), number: true, of: pair => count(pair.weights) },
    { title: say('against ResNet-50', 'ResNet-50比'), number: true, of: pair => share(pair.cost, 0) },
  ], pairs);
  const here = pairs.findIndex(pair => pair.cardinality === template.cardinality && pair.width === template.width);
  if (here >= 0) {
    const row = made.tBodies[0].rows[here];
    row.className = 'here';
    row.cells[0].append(make('span.hidden-text', say(' (your choice)', '(いまの設定)')));
  }
  return made;
}

function formsTable(stage) {
  const weights = stage.convolutions.reduce((sum, each) => sum + each.weights, 0);
  const multAdds = stage.convolutions.reduce((sum, each) => sum + each.mult_adds, 0);
  return table(say('The forms compared', '形の比較'), [
    { title: say('form', '形'), of: form => form },
    { title: say('convolutions', '畳み込みの数'), number: true, of: form => count(convolutionsOf(form, network.cardinality)) },
    { title: say('weights', '重み'), number: true, of: () => count(weights) },
    { title: say('multiply-adds', '積和'), number: true, of: () => short(multAdds) },
  ], ['A', 'B', 'C']);
}

function partsTable(parts) {
  const names = { conv1: say('stem', 'ステム'), fc: say('classifier', '分類器') };
  return table(say('From the picture to the classes', '画像からクラスまで'), [
    { title: say('part', '部分'), of: part => names[part.name] ?? part.name },
    { title: say('blocks', 'ブロック'), number: true, of: part => part.blocks || '' },
    { title: say('channels', 'チャネル'), number: true, of: part => count(part.channels) },
    { title: say('map', '特徴マップ'), number: true, of: part => part.name === 'fc' ? '' : `${part.height}x${part.width}` },
    { title: say('parameters', 'パラメータ'), number: true, of: part => count(part.parameters) },
    { title: say('multiply-adds', '積和'), number: true, of: part => short(part.mult_adds) },
  ], parts);
}

onLanguage(() => {
  showControls();
  if (network) show();
});
showControls();
load();
