// What the sliders say, and the address that says the same.

/** Where the cardinality slider stops. */
export const cardinalities = [1, 2, 4, 8, 16, 32, 64];

const families = {
  imagenet: [[1, 1, 1, 1], [2, 2, 2, 2], [3, 4, 6, 3], [3, 4, 23, 3], [3, 8, 36, 3]].map((blocks, i) => ({ blocks, usual: i === 2 })),
  cifar: [1, 2, 3, 4, 5, 6, 8, 12].map(n => ({ blocks: [n, n, n], usual: n === 3 })),
};

/** Blocks of the stages of the known depths. */
export const depthsOf = family => families[family];

const usual = () => ({ family: 'imagenet', blocks: [3, 4, 6, 3], cardinality: 32, width: 4, stage: 0, constant: false });

/** Reads ?blocks=3,4,6,3&cardinality=32&width=4&stage=1; whatever makes no sense is left as usual. */
export function readAddress(search) {
  const query = new URLSearchParams(search);
  const state = usual();
  const number = (name, most) => {
    const value = Number(query.get(name));
    return Number.isInteger(value) && value >= 1 && value <= most ? value : null;
  };
  const blocks = (query.get('blocks') ?? '').split(',').map(Number);
  if ((blocks.length === 3 || blocks.length === 4) && blocks.every(each => Number.isInteger(each) && each >= 1 && each <= 40)) {
    state.blocks = blocks;
    state.family = blocks.length === 3 ? 'cifar' : 'imagenet';
  }
  const cardinality = number('cardinality', 64);
  if (cardinalities.includes(cardinality)) state.cardinality = cardinality;
  state.width = number('width', 64) ?? state.width;
  state.stage = Math.min(number('stage', 4) ?? 1, state.blocks.length) - 1;
  state.constant = query.get('constant') === '1';
  return state;
}

export function writeAddress({ blocks, cardinality, width, stage, constant }) {
  return `?blocks=${blocks}&cardinality=${cardinality}&width=${width}&stage=${stage + 1}${constant ? '&constant=1' : ''}`;
}
