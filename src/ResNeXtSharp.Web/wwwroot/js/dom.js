/** An element with a class, texts or children: make('td.number', '12'). */
export function make(name, ...content) {
  const [tag, ...classes] = name.split('.');
  const element = document.createElement(tag);
  if (classes.length > 0) element.className = classes.join(' ');
  element.append(...content.flat().filter(each => each != null));
  return element;
}

/** An element of a drawing. */
export function draw(tag, attributes = {}, ...content) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...content.flat());
  return element;
}

export const byId = id => document.getElementById(id);

/** A table: columns of { title, number?, of: row => text or element }; the first column is the row's header. */
export function table(caption, columns, rows) {
  const head = make('tr', columns.map(column => {
    const cell = make(column.number ? 'th.number' : 'th', column.title);
    cell.scope = 'col';
    return cell;
  }));
  const body = rows.map(row => make('tr', columns.map((column, i) => {
    const cell = make((i === 0 ? 'th' : 'td') + (column.number ? '.number' : ''), column.of(row));
    if (i === 0) cell.scope = 'row';
    return cell;
  })));
  return make('table', make('caption', caption), make('thead', head), make('tbody', body));
}

/** A table that scrolls sideways where it does not fit; the keyboard can scroll it too. */
export function scrolling(element, label) {
  const box = make('div.scroll', element);
  box.tabIndex = 0;
  box.setAttribute('role', 'region');
  box.setAttribute('aria-label', label);
  return box;
}
