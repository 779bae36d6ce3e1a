import '../frame.js';
import { byId, make } from '../dom.js';
import { ask } from '../server.js';
import { onLanguage, say, short } from '../words.js';
import { Answer } from './answer.js';
import { showSamples } from './samples.js';

const mostPictures = 8;
const answers = [];
let model = null;
let modelProblem = null;

/** Shows pictures to the model: one after the other, newest answer on top. */
async function classify(pictures) {
  const files = [...pictures].filter(each => each.type === 'image/png' || each.type === 'image/jpeg' || each.type === '');
  byId('answered').hidden = false;
  if (files.length === 0) return refuse(say('Only PNG and JPEG pictures can be classified.', '分類できるのはPNGとJPEGの画像だけです。'));
  if (files.length > mostPictures) refuse(say(`The first ${mostPictures} of ${files.length} pictures are taken.`, `${files.length}枚のうち最初の${mostPictures}枚を使います。`));
  for (const file of files.slice(0, mostPictures)) {
    const answer = new Answer(file);
    answers.unshift(answer);
    byId('answers').prepend(answer.element);
    if (answers.length > 2 * mostPictures) answers.pop().element.remove();
    await answer.load();
    byId('said').textContent = answer.spoken;
  }
}

function refuse(text) {
  const note = make('p.note.problem', text);
  note.role = 'alert';
  byId('answers').querySelector(':scope > .note')?.remove();
  byId('answers').prepend(note);
}

function showModel() {
  byId('model').textContent = modelProblem ?? (model
    ? say(
      `${model.model}, ${short(model.parameters)} parameters, ${model.class_names.length} classes. It runs on this computer.`,
      `${model.model}、パラメータ${short(model.parameters)}個、${model.class_names.length}クラス。このコンピューター上で動いています。`)
    : say('Asking for the model…', 'モデルを確認しています…'));
}

// Ways to bring a picture in.

const drop = byId('drop');
byId('pick').addEventListener('change', event => {
  classify(event.target.files);
  event.target.value = '';
});
// Anywhere on the page: whoever misses the field should not have the browser open the picture instead.
addEventListener('dragover', event => {
  event.preventDefault();
  drop.classList.add('over');
});
addEventListener('dragleave', event => { if (!event.relatedTarget) drop.classList.remove('over'); });
addEventListener('drop', event => {
  event.preventDefault();
  drop.classList.remove('over');
  if (event.dataTransfer.files.length > 0) classify(event.dataTransfer.files);
});
addEventListener('paste', event => { if (event.clipboardData.files.length > 0) classify(event.clipboardData.files); });

onLanguage(() => {
  showModel();
  answers.forEach(answer => answer.draw());
});

showModel();
showSamples(classify);
try {
  model = await ask('/api/model');
} catch (error) {
  modelProblem = error.message;
}
showModel();
