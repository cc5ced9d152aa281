// Draws Adaptive Cards with DOM calls only, so that no text can become markup.
const cardSizes = { small: 'small', medium: 'medium', large: 'large', extralarge: 'xlarge' };
const low = text => String(text || '').toLowerCase();
function look(item) {
  return ['c-text', item.isSubtle && 'c-subtle', low(item.weight) === 'bolder' && 'c-bold', low(item.weight) === 'lighter' && 'c-light',
    cardSizes[low(item.size)] && 'c-' + cardSizes[low(item.size)], item.color && 'c-' + low(item.color),
    low(item.fontType) === 'monospace' && 'c-mono', item.italic && 'c-italic', item.strikethrough && 'c-struck'].filter(Boolean).join(' ');
}
// The little markdown that a TextBlock and a fact know.
function markdown(text) {
  const nodes = [];
  let rest = String(text);
  const pattern = /\[([^\]\n]+)\]\((https?:[^)\s]+|mailto:[^)\s]+)\)|\*\*([^*\n]+)\*\*|_([^_\n]+)_|\*([^*\n]+)\*/;
  for (let found = rest.match(pattern); found; found = rest.match(pattern)) {
    nodes.push(rest.slice(0, found.index));
    if (found[2]) nodes.push(safeLink(found[2], found[1]));
    else if (found[3]) nodes.push(el('b', {}, found[3]));
    else nodes.push(el('i', {}, found[4] || found[5]));
    rest = rest.slice(found.index + found[0].length);
  }
  return nodes.concat(rest).filter(node => node !== '');
}
// `place` gives ids to inputs, keeps what was typed, and presses actions.
function drawCard(card, place) {
  return el('div', { class: 'adaptive', 'data-testid': 'card', lang: card.lang }, (card.body || []).map(item => drawElement15(item, place)),
    card.actions && card.actions.length ? drawActions(card.actions, place) : null);
}
function drawElement15(item, place) {
  const at = { class: ['c-el', item.separator && 'c-separator', item.spacing && 'c-space-' + low(item.spacing)].filter(Boolean).join(' ') };
  if (item.isVisible === false) at.hidden = true;
  switch (item.type) {
    case 'TextBlock': {
      const heading = low(item.style) === 'heading' ? { role: 'heading', 'aria-level': 3 } : {};
      return el('div', { ...at, class: at.class + ' pre ' + look(item), ...heading }, markdown(item.text));
    }
    case 'RichTextBlock': return el('div', { ...at, class: at.class + ' pre' }, item.inlines.map(run =>
      typeof run === 'string' ? run : el('span', { class: look(run) }, run.text)));
    case 'FactSet': return el('dl', { ...at, class: at.class + ' c-facts' }, item.facts.flatMap(fact => [el('dt', {}, markdown(fact.title)), el('dd', {}, markdown(fact.value))]));
    case 'Container': return el('div', { ...at, class: at.class + ' c-container c-box-' + low(item.style || 'default') }, item.items.map(one => drawElement15(one, place)));
    case 'ColumnSet': return el('div', { ...at, class: at.class + ' c-columns' }, (item.columns || []).map(column => {
      const width = String(column.width || 'stretch');
      const grow = /^\d+$/.test(width) ? width : width === 'auto' ? '0' : '1';
      const node = el('div', { class: 'c-column' }, (column.items || []).map(one => drawElement15(one, place)));
      node.style.flexGrow = grow;
      node.style.flexBasis = width === 'auto' ? 'auto' : '0';
      return node;
    }));
    case 'ActionSet': return el('div', at, drawActions(item.actions, place));
    case 'Image': return el('div', { ...at, class: at.class + ' c-subtle' }, '🖼 ' + (item.altText || ''));
    default: return item.type.startsWith('Input.') ? drawInput(item, place, at) : el('div', at, '[' + item.type + ']');
  }
}
function drawActions(actions, place) {
  const shown = el('div', { class: 'c-shown' });
  let open = null;
  const row = el('div', { class: 'b-actions' }, actions.map((action, index) => {
    const style = { positive: 'primary', destructive: 'danger' }[low(action.style)] || '';
    const verb = action.verb || (action.data && action.data.verb) || '';
    if (action.type === 'Action.OpenUrl') {
      return el('a', { href: /^https?:/.test(action.url) ? action.url : null, target: '_blank', rel: 'noopener noreferrer', class: 'button ' + style, title: action.tooltip }, action.title);
    }
    if (action.type === 'Action.ShowCard') {
      const inner = nestedVerb(action.card);
      const button = el('button', { type: 'button', class: 'button ' + style, 'aria-expanded': 'false', 'data-testid': 'action', 'data-opens': inner,
        onclick: () => {
          const same = open === index;
          open = same ? null : index;
          for (const other of row.querySelectorAll('[aria-expanded]')) other.setAttribute('aria-expanded', String(other === button && !same));
          shown.replaceChildren(...(same ? [] : [drawCard(action.card, place)]));
          if (!same) { const next = shown.querySelector('button, input, textarea, select'); if (next) next.focus(); }
        } }, action.title, el('span', { class: 'c-caret', 'aria-hidden': 'true' }, '▾'));
      return button;
    }
    const at = { type: 'button', class: 'button ' + style, title: action.tooltip, 'data-testid': 'action', 'data-action-id': verb || null, disabled: action.isEnabled === false };
    return el('button', { ...at, onclick: async event => {
      const button = event.currentTarget;
      button.disabled = true;
      try { await place.press(action, verb); } finally { button.disabled = false; }
    } }, action.title);
  }));
  return el('div', { class: 'c-actions' }, row, shown);
}
const nestedVerb = card => ((card.actions || []).map(one => one.verb || (one.data && one.data.verb))).filter(Boolean)[0] || null;
function drawInput(item, place, at) {
  const id = place.id(item.id), value = place.value(item);
  const common = { id, name: item.id, 'data-input': item.type, 'data-block-id': item.id, 'aria-describedby': id + '-error', 'aria-required': item.isRequired ? 'true' : null, placeholder: item.placeholder };
  const label = item.label ? [item.label, item.isRequired ? el('span', { class: 'must', 'aria-hidden': 'true' }, ' *') : null] : null;
  const foot = el('p', { class: 'mistake', id: id + '-error', 'data-testid': 'field-error', 'data-block-id': item.id, role: 'alert', hidden: true });
  const box = { ...at, class: at.class + ' field', 'data-testid': 'field', 'data-block-id': item.id };
  if (item.type === 'Input.Toggle') {
    return el('div', box, label ? el('div', { class: 'c-label' }, label) : null, el('label', { class: 'choice' },
      el('input', { ...common, type: 'checkbox', value: item.valueOn || 'true', 'data-off': item.valueOff || 'false', checked: value === (item.valueOn || 'true') }),
      el('span', {}, item.title, !label && item.isRequired ? el('span', { class: 'must', 'aria-hidden': 'true' }, ' *') : null)), foot);
  }
  if (item.type === 'Input.ChoiceSet' && low(item.style) === 'expanded') {
    const chosen = value.split(',');
    return el('fieldset', box, el('legend', {}, label), item.choices.map((choice, index) => el('label', { class: 'choice' },
      el('input', { ...common, id: id + (index ? '-' + index : ''), type: item.isMultiSelect ? 'checkbox' : 'radio', value: choice.value, checked: chosen.includes(choice.value) }),
      el('span', {}, choice.title))), foot);
  }
  return el('div', box, el('label', { for: id }, label), control15(item, value, common), foot);
}
function control15(item, value, common) {
  switch (item.type) {
    case 'Input.ChoiceSet': {
      const empty = value ? null : el('option', { value: '' }, item.placeholder || '');
      return el('select', { ...common, placeholder: null, multiple: item.isMultiSelect }, empty, item.choices.map(choice =>
        el('option', { value: choice.value, selected: value.split(',').includes(choice.value) }, choice.title)));
    }
    case 'Input.Date': return el('input', { ...common, type: 'date', value, min: item.min, max: item.max });
    case 'Input.Time': return el('input', { ...common, type: 'time', value });
    case 'Input.Number': return el('input', { ...common, type: 'text', inputmode: 'decimal', value });
    default: {
      if (item.isMultiline) { const area = el('textarea', { ...common, maxlength: item.maxLength }); area.value = value; return area; }
      const mode = { email: 'email', url: 'url', tel: 'tel' }[low(item.style)];
      return el('input', { ...common, type: 'text', inputmode: mode, autocomplete: 'off', maxlength: item.maxLength, value });
    }
  }
}
// What stands in the inputs of a node, as a client sends it.
function typedIn(node) {
  const values = {};
  for (const input of node.querySelectorAll('[data-input]')) {
    const kind = input.dataset.input;
    if (kind === 'Input.Toggle') values[input.name] = input.checked ? input.value : input.dataset.off;
    else if (input.type === 'radio' || input.type === 'checkbox') {
      values[input.name] = values[input.name] || '';
      if (input.checked) values[input.name] = values[input.name] ? values[input.name] + ',' + input.value : input.value;
    } else if (input.multiple) values[input.name] = [...input.selectedOptions].map(one => one.value).join(',');
    else values[input.name] = input.value;
  }
  return values;
}
function showErrors(node, errors) {
  for (const note of node.querySelectorAll('.mistake')) {
    const text = errors[note.dataset.blockId];
    note.hidden = !text;
    note.textContent = text || '';
    for (const input of node.querySelectorAll('[name="' + CSS.escape(note.dataset.blockId) + '"]')) {
      if (text) input.setAttribute('aria-invalid', 'true'); else input.removeAttribute('aria-invalid');
    }
  }
  const first = node.querySelector('[aria-invalid]');
  if (first) first.focus();
}
// The cards of one message.
function drawMessageCards(message) {
  return message.cards.map((card, index) => {
    const prefix = 'm' + message.ts + '-' + index + '-';
    const node = el('div', { class: 'cardframe' });
    node.append(drawCard(card, {
      id: name => prefix + name,
      value: item => item.value === undefined || item.value === null ? (item.type === 'Input.Toggle' ? item.valueOff || 'false' : '') : String(item.value),
      press: async (action, verb) => {
        const answer = await post('press', { room, ts: message.ts, action: verb, answers: typedIn(node) });
        if (answer.errors) showErrors(node, answer.errors);
        await refresh();
      },
    }));
    return node;
  });
}
