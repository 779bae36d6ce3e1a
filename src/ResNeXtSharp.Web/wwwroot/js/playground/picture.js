import { make } from '../dom.js';

const side = 640;

/** A picture as it was decoded already, on a canvas: an image element would decode it again. */
export function drawPicture(bitmap, label) {
  const canvas = make('canvas');
  // Small pictures keep their pixels and are enlarged by the style; large ones are made smaller once.
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  if (Math.max(bitmap.width, bitmap.height) <= 96) canvas.className = 'coarse';
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', label);
  canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

// Dark blue to yellow, lighter with every step, so that it reads without colour too.
const colours = [[13, 8, 135], [126, 3, 168], [204, 71, 120], [248, 149, 64], [240, 249, 33]];

/** The heat map over the picture; the browser smooths it. */
export function drawHeat({ width, height, values }) {
  const canvas = make('canvas.heat');
  Object.assign(canvas, { width, height });
  canvas.setAttribute('aria-hidden', 'true');
  const context = canvas.getContext('2d');
  const pixels = context.createImageData(width, height);
  values.forEach((value, i) => pixels.data.set([...colour(value), 255], 4 * i));
  context.putImageData(pixels, 0, 0);
  return canvas;
}

function colour(value) {
  const at = Math.min(Math.max(value, 0), 1) * (colours.length - 1);
  const low = Math.min(Math.floor(at), colours.length - 2);
  return colours[low].map((from, i) => Math.round(from + (at - low) * (colours[low + 1][i] - from)));
}
