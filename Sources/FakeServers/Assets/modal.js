// Draws a modal, keeps what is typed, and shows mistakes at their fields.
let shownView = null;
const fieldId = block => 'field-' + block.block_id;

function drawView(view) {
  const layer = document.getElementById('layer');
  if (!view) {
    if (shownView) { layer.replaceChildren(); layer.hidden = true; document.getElementById('composer').focus(); }
    shownView = null;
    return;
  }
  const key = state.me.id + view.id + view.hash;
  if (!shownView || shownView.key !== key) {
    const sameWindow = shownView && shownView.id === view.id;
    shownView = { key, id: view.id, mended: new Set() };
    layer.replaceChildren(modalNode(view, sameWindow));
    layer.hidden = false;
    const first = layer.querySelector('.blocks input, .blocks textarea, .blocks select');
    (first || layer.querySelector('#modal-submit') || layer.querySelector('#modal-close')).focus();
  }
  showMistakes(view);
}
function modalNode(view, quiet) {
  const content = view.content, act = (item, block, choice) => pressInView(view, item, choice);
  const form = el('form', { id: 'modal', class: 'modal', role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': 'modal-title',
    'data-testid': 'modal', 'data-view-id': view.id, 'data-callback-id': content.callback_id, novalidate: true,
    style: null, onkeydown: event => modalKeys(event, view) },
  el('header', {}, appAvatar(), el('h2', { id: 'modal-title', 'data-testid': 'modal-title' }, content.title.text),
    el('button', { type: 'button', class: 'cross', id: 'modal-cross', 'aria-label': 'Close', onclick: () => closeView(view, true) }, '×')),
  el('div', { class: 'blocks' },
    el('p', { class: 'trouble', id: 'modal-trouble', 'data-testid': 'modal-trouble', role: 'alert', hidden: true }),
    content.blocks.map(block => block.type === 'input' ? inputNode(block, view) : drawBlock(block, act))),
  el('footer', {},
    el('button', { type: 'button', class: 'button', id: 'modal-close', 'data-testid': 'modal-close', onclick: () => closeView(view, false) },
      content.close ? content.close.text : 'Cancel'),
    content.submit ? el('button', { type: 'submit', class: 'button primary', id: 'modal-submit', 'data-testid': 'modal-submit' }, content.submit.text) : null));
  form.addEventListener('input', event => mend(event.target.name, view));
  form.addEventListener('submit', event => { event.preventDefault(); submitView(view); });
  return form;
}
function inputNode(block, view) {
  const item = block.element, id = fieldId(block);
  const saved = ((view.values[block.block_id] || {})[item.action_id]) || {};
  const label = [block.label.text, block.optional ? el('span', { class: 'optional' }, ' (optional)') : null];
  const foot = [block.hint ? el('p', { class: 'hintline', id: id + '-hint' }, block.hint.text) : null,
    el('p', { class: 'mistake', id: id + '-error', 'data-testid': 'field-error', 'data-block-id': block.block_id, role: 'alert', hidden: true })];
  const at = { 'data-testid': 'field', 'data-block-id': block.block_id, 'data-type': item.type };
  if (['checkboxes', 'radio_buttons'].includes(item.type)) {
    return el('fieldset', { class: 'field', ...at }, el('legend', {}, label), choices(block, saved, view), foot);
  }
  return el('div', { class: 'field', ...at }, el('label', { for: id }, label), control(block, saved, view), foot);
}
function control(block, saved, view) {
  const item = block.element;
  const at = { id: fieldId(block), name: block.block_id, 'data-block-id': block.block_id, 'data-action-id': item.action_id,
    'aria-describedby': fieldId(block) + '-hint ' + fieldId(block) + '-error', 'aria-required': block.optional ? null : 'true',
    placeholder: item.placeholder && item.placeholder.text, maxlength: item.max_length };
  const dispatch = choice => block.dispatch_action ? pressInView(view, item, choice) : null;
  switch (item.type) {
    case 'static_select': {
      const select = el('select', { ...at, onchange: () => dispatch({ option: select.value }) });
      fillOptions(select, { ...item, initial_option: saved.selected_option }, item.placeholder ? item.placeholder.text : 'Choose an option');
      return select;
    }
    case 'multi_static_select': {
      const chosen = (saved.selected_options || []).map(one => one.value);
      return el('select', { ...at, multiple: true, size: Math.min(item.options.length, 8) }, item.options.map(one =>
        el('option', { value: one.value, selected: chosen.includes(one.value) }, one.text.text)));
    }
    case 'external_select': {
      const list = el('datalist', { id: at.id + '-list' });
      const input = el('input', { ...at, list: at.id + '-list', value: saved.selected_option && saved.selected_option.value,
        oninput: async () => {
          const answer = await post('suggest', { view: view.id, action: item.action_id, typed: input.value });
          list.replaceChildren(...answer.options.map(one => el('option', { value: one.value }, one.text.text)));
        } });
      return el('span', {}, input, list);
    }
    case 'datepicker': return el('input', { type: 'date', ...at, value: saved.selected_date });
    case 'timepicker': return el('input', { type: 'time', ...at, value: saved.selected_time });
    case 'plain_text_input':
      if (item.multiline) { const area = el('textarea', at); area.value = saved.value || ''; return area; }
      // falls through
    default: {
      const mode = { email_text_input: 'email', url_text_input: 'url', number_input: item.is_decimal_allowed ? 'decimal' : 'numeric' }[item.type];
      return el('input', { type: 'text', inputmode: mode, autocomplete: 'off', ...at, value: saved.value,
        onkeydown: event => { if (event.key === 'Enter' && block.dispatch_action) { event.preventDefault(); dispatch({ typed: event.target.value }); } } });
    }
  }
}
function choices(block, saved, view) {
  const item = block.element, many = item.type === 'checkboxes';
  const chosen = many ? (saved.selected_options || []).map(one => one.value) : saved.selected_option ? [saved.selected_option.value] : [];
  return item.options.map((option, index) => el('label', { class: 'choice' },
    el('input', { type: many ? 'checkbox' : 'radio', id: fieldId(block) + (index ? '-' + index : ''), name: block.block_id, value: option.value,
      checked: chosen.includes(option.value), 'data-block-id': block.block_id, 'data-action-id': item.action_id,
      'aria-describedby': fieldId(block) + '-error',
      onchange: () => block.dispatch_action ? pressInView(view, item, { option: option.value }) : null }),
    el('span', {}, textNode(option.text), option.description ? el('small', {}, textNode(option.description)) : null)));
}
function answers(view) {
  const form = document.getElementById('modal'), values = {};
  for (const block of view.content.blocks.filter(one => one.type === 'input')) {
    const inputs = [...form.querySelectorAll('[name="' + CSS.escape(block.block_id) + '"]')];
    const isChoice = ['checkboxes', 'radio_buttons'].includes(block.element.type);
    if (block.element.type === 'multi_static_select') {
      values[block.block_id] = [...inputs[0].selectedOptions].map(one => one.value).join(',');
      continue;
    }
    values[block.block_id] = isChoice ? inputs.filter(one => one.checked).map(one => one.value).join(',') : (inputs[0] ? inputs[0].value : '');
  }
  return values;
}
function showMistakes(view) {
  const trouble = document.getElementById('modal-trouble');
  trouble.hidden = !view.trouble;
  trouble.textContent = view.trouble || '';
  const key = JSON.stringify(view.errors);
  for (const note of document.querySelectorAll('#modal .mistake')) {
    const text = shownView.mended.has(note.dataset.blockId) ? null : view.errors[note.dataset.blockId];
    note.hidden = !text;
    note.textContent = text || '';
    for (const input of document.getElementsByName(note.dataset.blockId)) {
      if (text) input.setAttribute('aria-invalid', 'true'); else input.removeAttribute('aria-invalid');
    }
  }
  if (shownView.mistakes !== key && key !== '{}') {
    const first = document.querySelector('#modal [aria-invalid]');
    if (first) first.focus();
  }
  shownView.mistakes = key;
}
// A mistake is gone once somebody works on it, until the next answer.
function mend(block, view) {
  shownView.mended.add(block);
  showMistakes(view);
}
async function submitView(view) {
  const button = document.getElementById('modal-submit');
  if (!button || button.disabled) return;
  button.disabled = true;
  try { shownView.mended.clear(); shownView.mistakes = '{}'; await post('submit', { view: view.id, answers: answers(view) }); await refresh(); } finally { button.disabled = false; }
}
async function pressInView(view, item, choice) {
  await post('press-in-view', { view: view.id, action: item.action_id, answers: answers(view), ...choice });
  await refresh();
}
async function closeView(view, all) {
  await post('close', { view: view.id, all });
  await refresh();
}
function modalKeys(event, view) {
  if (event.key === 'Escape') { event.preventDefault(); closeView(view, false); }
  if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) { event.preventDefault(); submitView(view); }
  if (event.key !== 'Tab') return;
  const stops = [...event.currentTarget.querySelectorAll('button, a[href], input, select, textarea')].filter(one => !one.disabled);
  const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
  if (document.activeElement === edge) { event.preventDefault(); (event.shiftKey ? stops[stops.length - 1] : stops[0]).focus(); }
}
