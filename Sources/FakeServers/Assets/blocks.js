'use strict';
// Draws Block Kit and mrkdwn with DOM calls only, so that no text can become markup.
function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat().filter(child => child !== null && child !== undefined && child !== ''));
  return node;
}
const emoji = { tada: '🎉', wave: '👋', eyes: '👀', bell: '🔔', lock: '🔒', mag: '🔍', memo: '📝', link: '🔗', rocket: '🚀',
  calendar: '📅', handshake: '🤝', bulb: '💡', page_facing_up: '📄', busts_in_silhouette: '👥' };
const signs = { white_check_mark: '✔ good', heavy_check_mark: '✔ good', x: '✘ bad', no_entry: '✘ bad', warning: '⚠ fair',
  large_green_circle: '● good', large_yellow_circle: '● fair', red_circle: '● bad', hourglass: '⏳ fair',
  hourglass_flowing_sand: '⏳ fair', clock3: '◷ calm', question: '? calm', information_source: 'ℹ calm' };
const unescaped = text => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
const withEmoji = text => text.replace(/:([a-z0-9_+-]+):/g, (all, name) => emoji[name] || (signs[name] || all).split(' ')[0]);
const withSigns = text => text.split(/(:[a-z0-9_+-]+:)/).filter(Boolean).map(part => {
  const [sign, kind] = (signs[part.slice(1, -1)] || '').split(' ');
  return kind && part.startsWith(':') ? el('span', { class: 'sign-' + kind, role: 'img', 'aria-label': part.slice(1, -1) }, sign) : withEmoji(part);
});

function safeLink(address, label) {
  if (!/^(https?:|mailto:)/.test(address)) return document.createTextNode(label);
  return el('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, label);
}
function token(inner) {
  const [target, label] = inner.split('|');
  const names = state.names || {};
  if (/^[@]/.test(inner)) return el('span', { class: 'mention' }, '@' + (names[target.slice(1)] || target.slice(1)));
  if (/^#/.test(inner)) return el('span', { class: 'mention' }, '#' + (names[target.slice(1)] || label || 'channel'));
  const date = inner.match(/^!date\^(\d+)\^([^|^]*)(?:\^[^|]*)?\|?(.*)$/);
  if (date) return document.createTextNode(dateText(Number(date[1]), date[2]) || date[3]);
  if (/^!/.test(inner)) return el('span', { class: 'mention' }, '@' + target.slice(1));
  return safeLink(unescaped(target), unescaped(label || target));
}
function dateText(seconds, format) {
  const date = new Date(seconds * 1000), tag = state.me.locale;
  const day = style => new Intl.DateTimeFormat(tag, { dateStyle: style }).format(date);
  const time = new Intl.DateTimeFormat(tag, { timeStyle: 'short' }).format(date);
  return format.replace(/\{(\w+)\}/g, (all, name) => ({ date: day('long'), date_num: day('short'), date_short: day('medium'),
    date_long: day('full'), date_pretty: day('long'), date_short_pretty: day('medium'), date_long_pretty: day('full'),
    time, time_secs: time })[name] || all);
}
const marks = [[/^```([\s\S]+?)```/, 'pre'], [/^`([^`\n]+)`/, 'code'], [/^\*(\S(?:[^*\n]*\S)?)\*/, 'b'],
  [/^_(\S(?:[^_\n]*\S)?)_/, 'i'], [/^~(\S(?:[^~\n]*\S)?)~/, 's']];
function inline(text) {
  const nodes = [];
  let plain = '';
  const flush = () => { if (plain) nodes.push(...withSigns(unescaped(plain))); plain = ''; };
  while (text) {
    const special = text.match(/^<([^<>\n]+)>/);
    if (special) { flush(); nodes.push(token(special[1])); text = text.slice(special[0].length); continue; }
    const found = /\w$/.test(plain) ? null : marks.map(([pattern, tag]) => [text.match(pattern), tag]).find(([match]) => match);
    const after = found && text[found[0][0].length];
    if (found && !(after && /\w/.test(after))) {
      const [match, tag] = found;
      flush();
      nodes.push(el(tag, {}, tag === 'code' || tag === 'pre' ? unescaped(match[1]) : inline(match[1])));
      text = text.slice(match[0].length);
      continue;
    }
    plain += text[0];
    text = text.slice(1);
  }
  flush();
  return nodes;
}
function mrkdwn(text) {
  const parts = [];
  for (const run of text.split(/((?:^&gt;.*(?:\n|$))+)/m)) {
    if (!run) continue;
    if (run.startsWith('&gt;')) parts.push(el('blockquote', { class: 'pre' }, inline(run.replace(/^&gt; ?/gm, '').trimEnd())));
    else parts.push(el('span', { class: 'pre' }, inline(run)));
  }
  return parts;
}
function textNode(object) {
  if (!object) return [];
  return object.type === 'mrkdwn' ? mrkdwn(object.text) : [el('span', { class: 'pre' }, withSigns(object.text))];
}

// act(element, blockId, choice) is called when a person uses an element.
function drawBlock(block, act) {
  const at = { 'data-block-id': block.block_id, 'data-testid': 'block' };
  switch (block.type) {
    case 'header': return el('div', { class: 'block b-header', role: 'heading', 'aria-level': 3, ...at }, textNode(block.text));
    case 'divider': return el('hr', { class: 'b-divider', ...at });
    case 'context': return el('div', { class: 'block b-context', ...at }, block.elements.map(item => el('span', {}, textNode(item))));
    case 'image': return el('div', { class: 'block b-context', ...at }, '🖼 ' + block.alt_text);
    case 'markdown': return el('div', { class: 'block pre', ...at }, block.text);
    case 'actions': return el('div', { class: 'block b-actions', ...at }, block.elements.map(item => drawElement(item, block.block_id, act)));
    case 'section': return el('div', { class: 'block b-section', ...at },
      el('div', { class: 'body' }, textNode(block.text),
        block.fields ? el('div', { class: 'fields' }, block.fields.map(field => el('div', {}, textNode(field)))) : null),
      block.accessory ? drawElement(block.accessory, block.block_id, act) : null);
    default: return el('div', { class: 'block b-context', ...at }, '[' + block.type + ']');
  }
}
function drawElement(item, blockId, act) {
  const at = { 'data-action-id': item.action_id, 'data-block-id': blockId, 'data-testid': 'action' };
  const label = item.placeholder ? item.placeholder.text : item.action_id;
  switch (item.type) {
    case 'button': {
      const look = { class: 'button ' + (item.style || ''), 'aria-label': item.accessibility_label, 'data-value': item.value, ...at };
      const press = async event => {
        if (!item.url) event.preventDefault();
        event.currentTarget.disabled = true;
        try { await confirmed(item, () => act(item, blockId, {})); } finally { event.target.disabled = false; }
      };
      if (item.url) return el('a', { href: item.url, target: '_blank', rel: 'noopener noreferrer', onclick: press, ...look }, textNode(item.text));
      return el('button', { type: 'button', onclick: press, ...look }, textNode(item.text));
    }
    case 'static_select': case 'overflow': case 'external_select': {
      const select = el('select', { 'aria-label': label, ...at,
        onchange: () => confirmed(item, () => act(item, blockId, { option: select.value })) });
      fillOptions(select, item, item.type === 'overflow' ? '⋯' : label);
      return select;
    }
    case 'datepicker': return el('input', { type: 'date', 'aria-label': label, value: item.initial_date, ...at,
      onchange: event => act(item, blockId, { date: event.target.value }) });
    case 'checkboxes': case 'radio_buttons': return el('div', {}, item.options.map((option, index) =>
      el('label', { class: 'choice' }, el('input', { type: item.type === 'checkboxes' ? 'checkbox' : 'radio', name: blockId, value: option.value, ...at,
        onchange: () => act(item, blockId, { option: option.value }) }), el('span', {}, textNode(option.text)))));
    default: return el('span', {}, '[' + item.type + ']');
  }
}
function fillOptions(select, item, empty) {
  const chosen = item.initial_option ? item.initial_option.value : '';
  const option = one => el('option', { value: one.value, selected: one.value === chosen }, withEmoji(one.text.text));
  select.append(el('option', { value: '' }, empty));
  if (item.option_groups) for (const group of item.option_groups) select.append(el('optgroup', { label: group.label.text }, group.options.map(option)));
  else select.append(...(item.options || []).map(option));
}
function confirmed(item, go) {
  if (!item.confirm) return go();
  const dialog = document.getElementById('confirm'), ask = item.confirm;
  const yes = document.getElementById('confirm-yes'), no = document.getElementById('confirm-no');
  document.getElementById('confirm-title').replaceChildren(...textNode(ask.title));
  document.getElementById('confirm-text').replaceChildren(...textNode(ask.text));
  yes.textContent = ask.confirm.text;
  yes.className = 'button ' + (ask.style === 'danger' ? 'danger' : 'primary');
  no.textContent = ask.deny.text;
  return new Promise(resolve => {
    dialog.returnValue = '';
    yes.onclick = () => dialog.close('yes');
    no.onclick = () => dialog.close('no');
    dialog.onclose = async () => resolve(dialog.returnValue === 'yes' ? await go() : undefined);
    dialog.showModal();
    yes.focus();
  });
}
