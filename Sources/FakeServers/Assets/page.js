// Keeps the page at what the server knows: who one is, what one sees, what one types.
const pollMilliseconds = 400, groupSeconds = 300;
const $ = id => document.getElementById(id);
const beginners = { slack: 'U0PIA', teams: '29:tina' };
let state = {}, chat = 'slack', me = beginners.slack, room = null, drawn = new Map(), atBottom = true, drafts = {};
const root = () => chat === 'teams' ? '/demo/teams/' : '/demo/';

async function post(act, body) {
  const answer = await fetch(root() + act, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ as: me, ...body }) });
  return answer.ok ? answer.json() : {};
}
async function refresh() {
  const asked = me;
  const known = state.me && state.me.id === me ? '&rev=' + state.rev : '';
  const answer = await fetch(root() + 'state?as=' + encodeURIComponent(me) + known);
  if (answer.status !== 200 || asked !== me) return;
  state = await answer.json();
  draw();
}
// Whoever one is there, the other chat has other people.
function enter(other) {
  if (other === chat) return;
  chat = other;
  document.body.classList.toggle('teams', chat === 'teams');
  for (const button of document.querySelectorAll('#chats button')) button.setAttribute('aria-pressed', String(button.dataset.chat === chat));
  shownView = null;
  shownDialog = null;
  noticed = null;
  return be(beginners[chat]);
}
function be(person, place) {
  drafts[me + room] = $('composer').value;
  if (person !== me) { me = person; state = {}; shownView = null; shownDialog = null; $('layer').replaceChildren(); $('layer').hidden = true; $('notice').hidden = true; room = null; }
  if (place) room = place;
  remember();
  drawn = new Map();
  atBottom = true;
  return refresh();
}
// What cannot stand in an address as it is.
function remember() {
  location.hash = [chat, me].concat(room ? [room] : []).map(encodeURIComponent).join('/');
}
function recall() {
  const parts = location.hash.slice(1).split('/').map(decodeURIComponent);
  return beginners[parts[0]] ? parts : ['slack', ...parts];
}
function go(place) {
  drafts[me + room] = $('composer').value;
  room = place;
  remember();
  drawn = new Map();
  atBottom = true;
  draw();
  $('composer').value = drafts[me + room] || '';
  $('composer').focus();
}
const initials = name => name.split(/\s+/).map(word => word[0]).slice(0, 2).join('');
const hue = id => [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7);
function appAvatar() {
  const icon = el('span', { class: 'avatar app', 'aria-hidden': 'true' });
  icon.innerHTML = '<svg viewBox="0 0 32 32"><path d="M8 16.5l5.5 5.5L24 10"/></svg>';
  return icon;
}
function eye() {
  const icon = el('span', { class: 'eye', 'aria-hidden': 'true' });
  icon.innerHTML = '<svg viewBox="0 0 24 24"><path d="M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12z"/><circle cx="12" cy="12" r="3"/></svg>';
  return icon;
}
function avatar(id, name, bot) {
  if (bot) return appAvatar();
  const node = el('span', { class: 'avatar', 'aria-hidden': 'true' }, initials(name));
  node.style.setProperty('--hue', hue(id));
  return node;
}
function badge(count) {
  return count ? el('span', { class: 'badge', 'data-testid': 'unread' }, String(count), el('span', { class: 'hidden' }, ' unread')) : null;
}
function draw() {
  if (!state.rooms) return;
  if (!state.rooms.some(one => one.id === room)) room = state.rooms.length ? state.rooms[0].id : null;
  $('chats').hidden = !state.teams;
  drawPeople();
  drawSidebar();
  drawRoom();
  if (chat === 'teams') { drawDialog(state.dialog); drawNotice(); } else drawView(state.view);
  const here = state.rooms.find(one => one.id === room);
  if (here && here.unread && !document.hidden) post('seen', { room });
}
function keep(parent, nodes) {
  const focused = document.activeElement && document.activeElement.id;
  parent.replaceChildren(...nodes);
  if (focused && parent.querySelector('#' + CSS.escape(focused))) $(focused).focus();
}
function drawPeople() {
  const nodes = [];
  let team = null;
  const order = [...state.people];
  for (const person of order) {
    if (person.team !== team) { nodes.push(el('h2', {}, person.teamName)); team = person.team; }
    nodes.push(el('button', { type: 'button', class: 'person', id: 'person-' + person.id, 'data-testid': 'person', 'data-user-id': person.id,
      title: person.name + ' — ' + person.about, 'aria-current': person.id === me ? 'true' : null, onclick: () => be(person.id) },
    avatar(person.id, person.name), el('span', {}, person.name.split(' ')[0]), person.id === me ? null : badge(person.unread)));
  }
  keep($('people'), nodes);
}
function drawSidebar() {
  $('workspace').textContent = state.me.teamName;
  $('me').textContent = state.me.name + ' · ' + state.me.about;
  const entry = one => el('li', {}, el('button', { type: 'button', id: 'room-' + one.id, class: 'place' + (one.unread ? ' unread' : ''),
    'data-testid': 'room', 'data-room-id': one.id, 'aria-current': one.id === room ? 'true' : null, onclick: () => go(one.id) },
  one.direct ? appAvatar() : el('span', { class: 'sign', 'aria-hidden': 'true' }, '#'),
  el('span', { class: 'name' }, one.name), badge(one.unread)));
  keep($('channels'), state.rooms.filter(one => !one.direct).map(entry));
  const direct = state.rooms.filter(one => one.direct).map(entry);
  $('direct-title').textContent = chat === 'teams' ? 'Chat' : 'Direct messages';
  keep($('direct'), direct.length ? direct : [el('li', { class: 'empty' }, 'Nothing yet')]);
  $('install').hidden = state.installed;
  if (!state.installed && !$('install').firstChild) {
    $('install').append(state.app + ' is not installed in this workspace. ',
      el('a', { href: state.install, target: '_blank', rel: 'noopener' }, 'Install it'));
  }
}
const words = () => {
  const code = text => el('code', {}, text);
  const first = state.me.name.split(' ')[0], team = state.me.teamName;
  if (state.me.about.startsWith('Account')) return ['You are ', first, ', account executive at ', team, '. New registrations arrive under ', chat === 'teams' ? 'Chat' : 'Direct messages', ': decide there, or type ', code(chat === 'teams' ? 'queue' : state.command + ' queue')];
  if (state.me.about.startsWith('Partner manager')) return ['You are ', first, ', partner manager at ', team, '. You own the rules; try ', code(chat === 'teams' ? 'queue' : state.command + ' queue'), ' or ', code(chat === 'teams' ? 'rules' : state.command + ' rules')];
  if (chat === 'teams' && state.me.about.startsWith('Guest')) return ['You are ', first, ', a guest: your partner is known once its vendor links you.'];
  if (!state.installed) return ['You are ', first, ' at ', team, ', a partner without the app. Press “Register a lead” in the channel, or write ', code('@' + state.app + ' register')];
  return ['You are ', first, ' at ', team, ', a partner. Type ', code(state.command + ' acme.example'), ', fill in the form, then become Ada on the left and decide.'];
};
function drawRoom() {
  const here = state.rooms.find(one => one.id === room);
  if (!here) return;
  $('hint').replaceChildren(...words());
  $('room-name').textContent = here.direct ? here.name : '# ' + here.name;
  const others = here.teams.filter(name => name !== state.me.teamName);
  $('room-about').textContent = here.direct ? 'App' + (here.owner ? ' of ' + here.owner : '') : (others.length ? 'Shared with ' + others.join(', ') + ' · ' : '') + here.members + ' members';
  const label = 'Message ' + (here.direct ? here.name : '#' + here.name);
  $('composer').placeholder = label;
  $('composer-label').textContent = label;
  drawSuggestions();
  drawMessages();
}
function drawSuggestions() {
  const here = state.rooms.find(one => one.id === room);
  const bare = chat === 'teams' && here && here.direct;
  const isVendor = /^(Account|Partner m)/.test(state.me.about), say = words => state.command + ' ' + words;
  const tries = bare ? ['queue', 'rules', 'help']
    : chat === 'teams' ? (isVendor ? ['/queue', '/help'] : ['/register acme.example', '/status', '@' + state.app + ' help'])
    : !state.installed ? ['@' + state.app + ' register'] : isVendor ? [say('queue'), say('help')] : [say('acme.example'), say('status'), say('help')];
  const key = tries.join('|');
  if ($('suggestions').dataset.key === key) return;
  $('suggestions').dataset.key = key;
  $('suggestions').replaceChildren(...tries.map(text => el('button', { type: 'button', 'data-testid': 'suggestion',
    onclick: () => { $('composer').value = text; $('composer').focus(); } }, text)));
}
function threaded(list) {
  const replies = list.filter(one => one.thread && one.thread !== one.ts);
  return list.filter(one => !replies.includes(one)).flatMap(one => [one, ...replies.filter(reply => reply.thread === one.ts)])
    .concat(replies.filter(reply => !list.some(one => one.ts === reply.thread)));
}
function drawMessages() {
  const scroller = $('scroller'), list = threaded(state.messages[room] || []), first = drawn.size === 0;
  const next = new Map(), nodes = [];
  list.forEach((message, index) => {
    const before = list[index - 1];
    const follows = Boolean(before && before.author === message.author && before.only === message.only && before.thread === message.thread
      && when(message) - when(before) < groupSeconds && !message.cards);
    const key = JSON.stringify([message, follows]);
    const old = drawn.get(message.ts);
    const node = old && old.key === key ? old.node : messageNode(message, follows, !first);
    next.set(message.ts, { key, node });
    nodes.push(node);
  });
  drawn = next;
  const target = $('messages');
  if (!nodes.length) nodes.push(el('li', { class: 'nothing' }, 'Nothing has been said here yet.'));
  if (nodes.length !== target.children.length || nodes.some((node, index) => node !== target.children[index])) {
    target.replaceChildren(...nodes);
    if (atBottom) scroller.scrollTop = scroller.scrollHeight;
  }
}
const when = message => Number(message.at || message.ts);
function messageNode(message, follows, fresh) {
  const date = new Date(when(message) * 1000);
  const act = async (item, block, choice) => {
    await post('press', { room, ts: message.ts, action: item.action_id, ...choice });
    await refresh();
  };
  if (message.cards) message.blocks = [];
  const rich = message.blocks.length > 1;
  const body = message.cards ? [message.text ? el('span', { class: 'pre' }, message.text) : null, ...drawMessageCards(message)] : message.blocks.length ? message.blocks.map(block => drawBlock(block, act)) : mrkdwn(message.text);
  return el('li', { class: ['message', follows && 'follows', message.only && 'only', message.thread && 'reply', fresh && 'fresh'].filter(Boolean).join(' '),
    id: 'm-' + message.ts, 'data-testid': 'message', 'data-ts': message.ts, 'data-author': message.author, 'data-ephemeral': message.only ? 'true' : null },
  message.only ? el('div', { class: 'onlynote' }, eye(), 'Only visible to you') : null,
  avatar(message.author, message.name, message.bot && message.author !== 'USLACKBOT'),
  el('div', { class: 'content' },
    el('div', { class: 'byline' }, el('strong', {}, message.name), message.bot ? el('span', { class: 'tag' }, 'APP') : null,
      message.team ? el('span', { class: 'org' }, message.team) : null,
      el('time', { class: 'time', datetime: date.toISOString() }, new Intl.DateTimeFormat(state.me.locale, { timeStyle: 'short' }).format(date))),
    el('div', { class: rich ? 'card' : '' }, body),
    message.edited ? el('span', { class: 'edited' }, '(edited)') : null));
}
async function send() {
  const text = $('composer').value.trim();
  if (!text || $('send').disabled || !room) return;
  $('send').disabled = true;
  $('composer').value = '';
  atBottom = true;
  const sent = post('say', { room, text });
  await refresh();
  try { await sent; } finally { $('send').disabled = false; }
  await refresh();
}
function start() {
  const [first, person, place] = recall();
  chat = first;
  document.body.classList.toggle('teams', chat === 'teams');
  me = person || beginners[chat];
  if (place) room = place;
  for (const button of document.querySelectorAll('#chats button')) {
    button.setAttribute('aria-pressed', String(button.dataset.chat === chat));
    button.addEventListener('click', () => enter(button.dataset.chat));
  }
  $('composer-form').addEventListener('submit', event => { event.preventDefault(); send(); });
  $('composer').addEventListener('keydown', event => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
  });
  document.querySelector('.skip').addEventListener('click', event => { event.preventDefault(); $('composer').focus(); });
  $('scroller').addEventListener('scroll', event => {
    atBottom = event.target.scrollHeight - event.target.scrollTop - event.target.clientHeight < 60;
  });
  window.addEventListener('hashchange', () => {
    const [first, person, place] = recall();
    if (first !== chat) { enter(first); return; }
    if (person && (person !== me || (place && place !== room))) be(person, place);
  });
  const loop = () => refresh().catch(() => {}).finally(() => setTimeout(loop, pollMilliseconds));
  loop();
}
start();
