// Draws a dialog of Teams: a card in a window, whose buttons send it.
let shownDialog = null;

function drawDialog(dialog) {
  const layer = document.getElementById('layer');
  if (!dialog) {
    if (shownDialog) { layer.replaceChildren(); layer.hidden = true; document.getElementById('composer').focus(); }
    shownDialog = null;
    return;
  }
  const key = state.me.id + dialog.id + '/' + dialog.turn;
  if (!shownDialog || shownDialog.key !== key) {
    shownDialog = { key, errors: '{}' };
    layer.replaceChildren(dialogNode(dialog));
    layer.hidden = false;
    const first = layer.querySelector('.blocks input, .blocks textarea, .blocks select');
    (first || layer.querySelector('.blocks button, .blocks a') || layer.querySelector('#modal-cross')).focus();
  }
  const trouble = document.getElementById('modal-trouble');
  trouble.hidden = !dialog.trouble;
  trouble.textContent = dialog.trouble || '';
  const errors = JSON.stringify(dialog.errors);
  if (errors !== shownDialog.errors) showErrors(document.getElementById('modal'), dialog.errors);
  shownDialog.errors = errors;
}
function dialogNode(dialog) {
  const submits = [];
  const gather = value => {
    if (Array.isArray(value)) { value.forEach(gather); return; }
    if (!value || typeof value !== 'object') return;
    if (value.type === 'Action.Submit') submits.push(value);
    for (const name of ['body', 'items', 'columns', 'actions', 'card', 'selectAction', 'inlineAction']) gather(value[name]);
  };
  gather(dialog.card);
  const node = el('form', { id: 'modal', class: 'modal', role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': 'modal-title', 'data-testid': 'modal', novalidate: true,
    onkeydown: event => dialogKeys(event) },
  el('header', {}, appAvatar(), el('h2', { id: 'modal-title', 'data-testid': 'modal-title' }, dialog.title),
    el('button', { type: 'button', class: 'cross', id: 'modal-cross', 'aria-label': 'Close', onclick: closeDialog }, '×')),
  el('div', { class: 'blocks' }, el('p', { class: 'trouble', id: 'modal-trouble', 'data-testid': 'modal-trouble', role: 'alert', hidden: true })));
  const body = node.querySelector('.blocks');
  const place = {
    id: name => 'field-' + name,
    value: item => dialog.values[item.id] || '',
    press: async action => {
      showErrors(node, {});
      shownDialog.errors = '{}';
      await post('submit', { index: submits.indexOf(action), answers: typedIn(node) });
      await refresh();
    },
  };
  body.append(drawCard({ ...dialog.card, actions: [] }, place));
  if (dialog.card.actions && dialog.card.actions.length) {
    const foot = el('footer', {}, drawActions(dialog.card.actions, place));
    const forward = dialog.card.actions.findIndex(one => one.type === 'Action.Submit' && low(one.associatedInputs) !== 'none');
    const buttons = foot.querySelectorAll('.b-actions > *');
    if (forward >= 0) { buttons[forward].id = 'modal-submit'; buttons[forward].dataset.testid = 'modal-submit'; buttons[forward].classList.add('primary'); }
    node.append(foot);
  }
  node.addEventListener('submit', event => { event.preventDefault(); const go = document.getElementById('modal-submit'); if (go) go.click(); });
  node.addEventListener('input', event => {
    const note = document.getElementById('field-' + event.target.name + '-error');
    if (note) { note.hidden = true; event.target.removeAttribute('aria-invalid'); }
  });
  return node;
}
async function closeDialog() {
  await post('close', {});
  await refresh();
}
function dialogKeys(event) {
  if (event.key === 'Escape') { event.preventDefault(); closeDialog(); }
  if (event.key === 'Enter' && event.target.tagName === 'INPUT') { event.preventDefault(); const go = document.getElementById('modal-submit'); if (go) go.click(); }
  if (event.key !== 'Tab') return;
  const stops = [...event.currentTarget.querySelectorAll('button, a[href], input, select, textarea')].filter(one => !one.disabled);
  const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
  if (document.activeElement === edge) { event.preventDefault(); (event.shiftKey ? stops[stops.length - 1] : stops[0]).focus(); }
}
// What Teams itself says to somebody, for a while.
let noticed = null;
const noticeMilliseconds = 6000;
function drawNotice() {
  const box = document.getElementById('notice'), key = state.me.id + state.noticed;
  const isNew = noticed !== null && noticed !== key && noticed.startsWith(state.me.id) && state.notice;
  noticed = key;
  if (!isNew) return;
  box.textContent = state.notice;
  box.hidden = false;
  clearTimeout(drawNotice.timer);
  drawNotice.timer = setTimeout(() => { box.hidden = true; }, noticeMilliseconds);
}
