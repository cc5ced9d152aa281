SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.commit_mark (
    session text NOT NULL COLLATE pg_catalog."C",
    number bigint NOT NULL,
    made_at bigint NOT NULL
);
CREATE TABLE public.commitment (
    chain text NOT NULL COLLATE pg_catalog."C",
    sequence bigint NOT NULL,
    "position" bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    mac bytea NOT NULL,
    secret bytea,
    value text COLLATE pg_catalog."C"
);
CREATE TABLE public.delivery (
    source text NOT NULL COLLATE pg_catalog."C",
    delivery_key text NOT NULL COLLATE pg_catalog."C",
    claimed_at bigint NOT NULL,
    reply text COLLATE pg_catalog."C"
);
CREATE TABLE public.direct_sale (
    company text NOT NULL COLLATE pg_catalog."C",
    opened_at bigint NOT NULL,
    opened_by text NOT NULL COLLATE pg_catalog."C",
    closed_at bigint
);
CREATE TABLE public.draft (
    id text NOT NULL COLLATE pg_catalog."C",
    owner_channel text NOT NULL COLLATE pg_catalog."C",
    owner_workspace text NOT NULL COLLATE pg_catalog."C",
    owner_user text NOT NULL COLLATE pg_catalog."C",
    partner text NOT NULL COLLATE pg_catalog."C",
    installation_channel text NOT NULL COLLATE pg_catalog."C",
    installation_id text NOT NULL COLLATE pg_catalog."C",
    room_channel text COLLATE pg_catalog."C",
    room_workspace text COLLATE pg_catalog."C",
    room_id text COLLATE pg_catalog."C",
    language text NOT NULL COLLATE pg_catalog."C",
    typed text NOT NULL COLLATE pg_catalog."C",
    updated_at bigint NOT NULL,
    registration text COLLATE pg_catalog."C",
    kind text DEFAULT 'lead'::text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.event (
    chain text NOT NULL COLLATE pg_catalog."C",
    sequence bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    happened_at bigint NOT NULL,
    actor text NOT NULL COLLATE pg_catalog."C",
    details text NOT NULL COLLATE pg_catalog."C",
    previous_hash bytea NOT NULL,
    hash bytea NOT NULL
);
CREATE TABLE public.hold (
    registration text NOT NULL COLLATE pg_catalog."C",
    partner text NOT NULL COLLATE pg_catalog."C",
    company text NOT NULL COLLATE pg_catalog."C",
    scope text NOT NULL COLLATE pg_catalog."C",
    starts_at bigint NOT NULL,
    lasts_until bigint NOT NULL,
    ended_at bigint,
    end_reason text COLLATE pg_catalog."C"
);
CREATE TABLE public.install_state (
    digest bytea NOT NULL,
    cookie_digest bytea NOT NULL,
    partner text COLLATE pg_catalog."C",
    expires_at bigint NOT NULL
);
CREATE TABLE public.installation (
    channel text NOT NULL COLLATE pg_catalog."C",
    workspace text NOT NULL COLLATE pg_catalog."C",
    bot_user text COLLATE pg_catalog."C",
    sealed_token bytea NOT NULL,
    scopes text NOT NULL COLLATE pg_catalog."C",
    installed_at bigint NOT NULL
);
CREATE TABLE public.joined_room (
    channel text NOT NULL COLLATE pg_catalog."C",
    workspace text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    joined_at bigint NOT NULL,
    is_greeted bigint NOT NULL
);
CREATE TABLE public.lease (
    name text NOT NULL COLLATE pg_catalog."C",
    owner text NOT NULL COLLATE pg_catalog."C",
    fence bigint NOT NULL,
    lasts_until bigint NOT NULL
);
CREATE TABLE public.mark (
    name text NOT NULL COLLATE pg_catalog."C",
    value text NOT NULL COLLATE pg_catalog."C",
    updated_at bigint NOT NULL
);
CREATE TABLE public.migration (
    "position" bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    checksum text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.name_key (
    blocking_key text NOT NULL COLLATE pg_catalog."C",
    company text NOT NULL COLLATE pg_catalog."C",
    registration text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.outbox (
    id text NOT NULL COLLATE pg_catalog."C",
    conversation text NOT NULL COLLATE pg_catalog."C",
    seq bigint NOT NULL,
    purpose text NOT NULL COLLATE pg_catalog."C",
    registration text COLLATE pg_catalog."C",
    addresses text NOT NULL COLLATE pg_catalog."C",
    cards text COLLATE pg_catalog."C",
    rewrites text COLLATE pg_catalog."C",
    state bigint NOT NULL,
    due bigint NOT NULL,
    route bigint NOT NULL,
    tries bigint NOT NULL,
    fence bigint NOT NULL,
    lease_until bigint,
    ext_ref text COLLATE pg_catalog."C",
    reason text COLLATE pg_catalog."C",
    registration_seq bigint NOT NULL,
    request text COLLATE pg_catalog."C",
    waits_since bigint
);
CREATE TABLE public.partner (
    id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    folded_name text NOT NULL COLLATE pg_catalog."C",
    tier text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    territories text NOT NULL COLLATE pg_catalog."C",
    domains text NOT NULL COLLATE pg_catalog."C",
    language text COLLATE pg_catalog."C",
    standing text NOT NULL COLLATE pg_catalog."C",
    certifications text DEFAULT '[]'::text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.personal (
    owner text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    value text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.policy_version (
    version text NOT NULL COLLATE pg_catalog."C",
    text text NOT NULL COLLATE pg_catalog."C",
    loaded_at bigint NOT NULL
);
CREATE TABLE public.pulse (
    id bigint NOT NULL,
    beaten_at bigint NOT NULL
);
CREATE TABLE public.registration (
    id text NOT NULL COLLATE pg_catalog."C",
    case_number text NOT NULL COLLATE pg_catalog."C",
    draft text NOT NULL COLLATE pg_catalog."C",
    program text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    partner text NOT NULL COLLATE pg_catalog."C",
    submitter_channel text NOT NULL COLLATE pg_catalog."C",
    submitter_workspace text NOT NULL COLLATE pg_catalog."C",
    submitter_user text NOT NULL COLLATE pg_catalog."C",
    room_channel text COLLATE pg_catalog."C",
    room_workspace text COLLATE pg_catalog."C",
    room_id text COLLATE pg_catalog."C",
    language text NOT NULL COLLATE pg_catalog."C",
    company_name text NOT NULL COLLATE pg_catalog."C",
    domain text NOT NULL COLLATE pg_catalog."C",
    shown_domain text NOT NULL COLLATE pg_catalog."C",
    stage text COLLATE pg_catalog."C",
    source_kind text COLLATE pg_catalog."C",
    geography text COLLATE pg_catalog."C",
    target_revenue bigint,
    product_interest text COLLATE pg_catalog."C",
    consent text NOT NULL COLLATE pg_catalog."C",
    company text NOT NULL COLLATE pg_catalog."C",
    scope text NOT NULL COLLATE pg_catalog."C",
    checks text NOT NULL COLLATE pg_catalog."C",
    policy_version text NOT NULL COLLATE pg_catalog."C",
    submitted_at bigint NOT NULL,
    answer_due_at bigint,
    decision text COLLATE pg_catalog."C",
    question text COLLATE pg_catalog."C",
    hold text COLLATE pg_catalog."C",
    reviewer text NOT NULL COLLATE pg_catalog."C",
    link_generation bigint NOT NULL,
    ended_at bigint,
    lifted text COLLATE pg_catalog."C",
    progress text COLLATE pg_catalog."C",
    wake_at bigint,
    met bigint DEFAULT 0 NOT NULL,
    tender_published text COLLATE pg_catalog."C",
    reviewer_due_at bigint,
    partner_due_at bigint
);
CREATE TABLE public.spoken_language (
    channel text NOT NULL COLLATE pg_catalog."C",
    workspace text NOT NULL COLLATE pg_catalog."C",
    user_id text NOT NULL COLLATE pg_catalog."C",
    language text NOT NULL COLLATE pg_catalog."C",
    told_at bigint NOT NULL
);
CREATE TABLE public.tally (
    name text NOT NULL COLLATE pg_catalog."C",
    counted_for text NOT NULL COLLATE pg_catalog."C",
    counted_at bigint NOT NULL
);
CREATE TABLE public.workspace (
    channel text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    name text COLLATE pg_catalog."C",
    partner text COLLATE pg_catalog."C"
);
INSERT INTO public.commitment VALUES ('h-aV5jCtBf3ho6JhxRrpYQ', 1, 0, 'contact_name', '\xf23f70798df6d698d5afede7d30af06cccbeb421514bbfb9252eb70dda5a6ccc', '\x683e3e112397cb595ede994306b727e8459153e9a26fb74db6876e349e22dcda', 'Kim Doe c321e9-contact');
INSERT INTO public.commitment VALUES ('h-aV5jCtBf3ho6JhxRrpYQ', 1, 1, 'contact_email', '\x5c6ff7568500cb8a64710122630701c66d5a92d46dd022f6fb787783a098a0b4', '\x4c67966e8b04c7a68d0772343603ffe2249519895420344fc58ce173a4665cb6', 'kim.c321e9@prospect0.example');
INSERT INTO public.commitment VALUES ('h-aV5jCtBf3ho6JhxRrpYQ', 1, 2, 'problem', '\xd28f52ae4a85200fe8ebe1ac42778cbec826b07c23677e49b655847001850df5', '\xe297571393bf47909d960a10c9385a02e7f1fefe6723126776e40b7cb0b6a36c', 'They count by hand c321e9.');
INSERT INTO public.commitment VALUES ('h-aV5jCtBf3ho6JhxRrpYQ', 1, 3, 'consent', '\x2687f3d9dabd1b0d417c15bac93a69b13743a7209669d4f3bd6160e65e68c337', '\xa23ef51aa40c67d0bebd5511d502421ff3436a6e86fc70dd9ab9f24f0f8f3591', 'I may pass on this contact''s details for this purpose, the contact knows or will be told about it, and what I entered is true to my knowledge.');
INSERT INTO public.commitment VALUES ('S1Uv4TyYcMRlynxmYXF23g', 1, 0, 'contact_name', '\xc4d2c02da64980136ba63f0758558dd53608a9cb738dc77ab380dde01703fa9b', '\xd69a3fa84dc209cba9c38b0e933d07a47473893e0bc4af7b59473ac674244df5', 'Kim Doe 37cfa7-contact');
INSERT INTO public.commitment VALUES ('S1Uv4TyYcMRlynxmYXF23g', 1, 1, 'contact_email', '\xe5e405a4c1d5577a06a3fee618683c81c607a3a185ddbd14ff6710166e0971d8', '\x779ccedc388ab02530732f05744ae4d3bd0bf5b4c74f20da4c466611110d19be', 'kim.37cfa7@prospect1.example');
INSERT INTO public.commitment VALUES ('S1Uv4TyYcMRlynxmYXF23g', 1, 2, 'problem', '\x6b5da3cfdbe7908bdf771ea243d0c7e9c4bab9d45de0cf1421e90bb47c333476', '\xd374064e010d7f4a4b118c3fa9c016fb6fceaf08fc0625ceeb948a6fb89f4000', 'They count by hand 37cfa7.');
INSERT INTO public.commitment VALUES ('S1Uv4TyYcMRlynxmYXF23g', 1, 3, 'consent', '\x1f5bd382fc58012e0ed3d95e67a925787c6eb4ce5b745fd3764fdad1a56fdd1d', '\x0e1cb2b66569282213fb079c632a885a1719dfe40bb095e81f3e43b903c37022', 'I may pass on this contact''s details for this purpose, the contact knows or will be told about it, and what I entered is true to my knowledge.');
INSERT INTO public.commitment VALUES ('fuVu94GKCNABFwm87_SjHw', 1, 0, 'contact_name', '\x4d445596ee2d7df98a9b45a6d21a2769ed00a87155298b692421cf135067923a', '\x54b8eb6a26893a1977710ef2dc590528cc0e5f176362f3a2bc59d3367d27691d', 'Kim Doe 7beb0e-contact');
INSERT INTO public.commitment VALUES ('fuVu94GKCNABFwm87_SjHw', 1, 1, 'contact_email', '\xb67af9f699cf091b13c33bb8549813a002512e84d12bc71386e44966db2b3d33', '\x4074c99d7aecc2edf341c849358db7be4da2b039a8f9eda264c77e5bbd28e08f', 'kim.7beb0e@prospect2.example');
INSERT INTO public.commitment VALUES ('fuVu94GKCNABFwm87_SjHw', 1, 2, 'problem', '\xaa4e08c148932fb155c51d48fa650c4940e0325322d250d2336b4d2b1edd89f3', '\x3d2c6a2687cfcc7a01b78d9f12ab95975bd61be059e5a138dc92ec411bb1a412', 'They count by hand 7beb0e.');
INSERT INTO public.commitment VALUES ('fuVu94GKCNABFwm87_SjHw', 1, 3, 'consent', '\xc3df94ec0eded48b35448fad64734b9ca54c7f9a4530660a3d4ec609313101ba', '\x1bd20302fe3e4fe9a950f846c9b45909fd733afe1ac8d21e531bb0071676ed3a', 'I may pass on this contact''s details for this purpose, the contact knows or will be told about it, and what I entered is true to my knowledge.');
INSERT INTO public.commitment VALUES ('anh7Be4m_CfshzCAZm9MNA', 1, 0, 'contact_name', '\xbb1173fc3299fb15cea750a4f8f1da4e39309bfe00128444dca9d8c747ae32d5', '\x61b689a7b266b2ee731e1601941d4021a5b63795f7d42cf94b9eafdbec05bcfc', 'Kim Doe deea36-contact');
INSERT INTO public.commitment VALUES ('anh7Be4m_CfshzCAZm9MNA', 1, 1, 'contact_email', '\x914265d395f2794d91a298222632ce201043a001bd7148a1efd978e265bd79f0', '\x05ef47ef008da8b39ca77da3865be0badc8aaeb5fb89f97c73c686fd99d9d205', 'kim.deea36@prospect3.example');
INSERT INTO public.commitment VALUES ('anh7Be4m_CfshzCAZm9MNA', 1, 2, 'problem', '\xc705a7ac91ab29fecaab111a3d73480b9ab8f32ff70edea0ae19578c681c2c82', '\x04e9080518f90493bf490ba92c9e6c4de392b96e2d7bfa077297444debde545b', 'They count by hand deea36.');
INSERT INTO public.commitment VALUES ('anh7Be4m_CfshzCAZm9MNA', 1, 3, 'consent', '\x3b10d495dd2ba9f8aeb817040aa74e748651967f7e3c1b5953b4363d9678789d', '\xe449190e342eaf6d0ab9f8d734fe1b57a6e88633a9c45e60a6fb708f0695f227', 'I may pass on this contact''s details for this purpose, the contact knows or will be told about it, and what I entered is true to my knowledge.');
INSERT INTO public.commitment VALUES ('0hvClby0wz1Kbk2jcrtIUQ', 1, 0, 'contact_name', '\x31f4d0fb491e73b2c9054b44b4757a548abc62300e3fbc75eaec4f883c5362f7', '\x5e6a4b9c9c13a9851f2a6a4449a3efcb020b78e5d65ff5f3ea48b3e92a51a27c', 'Kim Doe c5e919-contact');
INSERT INTO public.commitment VALUES ('0hvClby0wz1Kbk2jcrtIUQ', 1, 1, 'contact_email', '\xdc186de1628b4c4cf42f6ab7349c9c0e19524c3a3dc3b35517fa789c530a91e8', '\x180c893a35ceb6efd78501de00ceb8084d09896719c7f92b4700c197f3e99c25', 'kim.c5e919@zweite.example');
INSERT INTO public.commitment VALUES ('0hvClby0wz1Kbk2jcrtIUQ', 1, 2, 'problem', '\xa3f7cc38b3031519a6a102279c63609bdbcba70c3a817d36f64bc3eab5589285', '\xcae32c47f165fc9afcfa660088e4886442b00fe995079f8f8e7c0446a512bb3f', 'They count by hand c5e919.');
INSERT INTO public.commitment VALUES ('0hvClby0wz1Kbk2jcrtIUQ', 1, 3, 'consent', '\xe658f8a9976e92a25b6a85b62b0029c79bca385757472579b29ef8abfa12e36c', '\x3b315aa17ae9c021153960715f50c973980592a5e4864b7dce768b1dad28095c', 'I may pass on this contact''s details for this purpose, the contact knows or will be told about it, and what I entered is true to my knowledge.');
INSERT INTO public.commitment VALUES ('sAC3hXa0d0bdLl_2Q2hLwA', 1, 0, 'contact_name', '\x17b944c4019b21aeb6d66cdc86383dfb7131854f8e7f1b24deb5032d1d6dc857', '\x751f0b672dcf4ec9e63b895f042aa5fa311e843427a8097547645f5c2f6f80b5', 'Kim Doe 73e369-contact');
INSERT INTO public.commitment VALUES ('sAC3hXa0d0bdLl_2Q2hLwA', 1, 1, 'contact_email', '\xe0363b51bd0c9d945e0c28c7228f5098bb2017711deb465827e11ea7c5d47c14', '\xa13b50f0a6dc65763473745f5a82fe47690cae09a067c760a7d78074ddd6d30a', 'kim.73e369@prospect0.example');
INSERT INTO public.commitment VALUES ('sAC3hXa0d0bdLl_2Q2hLwA', 1, 2, 'problem', '\x690c43d86253582cd34e93ac2b9f02d575826af677bd069188af33217cc39fde', '\xf473f0e3cf9f94f84053e595c42555bcd6675099b394417f63d0c1c3353a716e', 'They count by hand 73e369.');
INSERT INTO public.commitment VALUES ('sAC3hXa0d0bdLl_2Q2hLwA', 1, 3, 'consent', '\x2249894005cdfbb8291aa72d8722cdbdfe25e94ed07657e777ea26b229f737c7', '\xa924080318a1ce2374e85cf750dc3fcd602cbbab8ff8ef7c9f9523de89778989', 'I may pass on this contact''s details for this purpose, the contact knows or will be told about it, and what I entered is true to my knowledge.');
INSERT INTO public.delivery VALUES ('slack', 'trigger:1.1795884140390211386.abc', 1795884140397, '{"form":{"_0":{"buttons":[],"close":"Cancel","inputs":[{"id":"company_name","isRequired":true,"kind":{"line":{"maximumLength":200}},"label":"Company"},{"hint":"e.g. acme.com; this is how duplicates are found","id":"company_domain","isRequired":true,"kind":{"line":{"maximumLength":200}},"label":"The company''s web domain","value":"prospect0.example"}],"intro":[{"note":{"_0":{"runs":[{"plain":{"_0":"Nordlicht Partner Program · Takes under a minute. What you type is kept for a day, even if you close this."}}]}}}],"name":"register","submit":"Next","title":"Register: company","token":"ErFh9iQcUUIcz-LZnCfo9A.company"},"otherwise":{"buttons":[{"label":"Go on","style":"primary","value":"ErFh9iQcUUIcz-LZnCfo9A","verb":"register.start"}],"parts":[{"paragraph":{"_0":{"runs":[{"plain":{"_0":"That took too long to open. Nothing is lost: press to go on."}}]}}}],"summary":"That took too long to open. Nothing is lost: press to go on."}}}');
INSERT INTO public.delivery VALUES ('slack', 'trigger:10.1795884140441476261.abc', 1795884140444, '{"form":{"_0":{"buttons":[],"close":"Cancel","inputs":[{"id":"company_name","isRequired":true,"kind":{"line":{"maximumLength":200}},"label":"Company"},{"hint":"e.g. acme.com; this is how duplicates are found","id":"company_domain","isRequired":true,"kind":{"line":{"maximumLength":200}},"label":"The company''s web domain","value":"prospect1.example"}],"intro":[{"note":{"_0":{"runs":[{"plain":{"_0":"Nordlicht Partner Program · Takes under a minute. What you type is kept for a day, even if you close this."}}]}}}],"name":"register","submit":"Next","title":"Register: company","token":"3_HgZjnJzgi-8KQWX0ZtyQ.company"},"otherwise":{"buttons":[{"label":"Go on","style":"primary","value":"3_HgZjnJzgi-8KQWX0ZtyQ","verb":"register.start"}],"parts":[{"paragraph":{"_0":{"runs":[{"plain":{"_0":"That took too long to open. Nothing is lost: press to go on."}}]}}}],"summary":"That took too long to open. Nothing is lost: press to go on."}}}');
INSERT INTO public.delivery VALUES ('slack', 'trigger:19.1795884140477549148.abc', 1795884140479, '{"form":{"_0":{"buttons":[],"close":"Cancel","inputs":[{"id":"company_name","isRequired":true,"kind":{"line":{"maximumLength":200}},"label":"Company"},{"hint":"e.g. acme.com; this is how duplicates are found","id":"company_domain","isRequired":true,"kind":{"line":{"maximumLength":200}},"label":"The company''s web domain","value":"prospect2.example"}],"intro":[{"note":{"_0":{"runs":[{"plain":{"_0":"Nordlicht Partner Program · Takes under a minute. What you type is kept for a day, even if you close this."}}]}}}],"name":"register","submit":"Next","title":"Register: company","token":"brnBG2gCGTNOvTsJJGmCxg.company"},"otherwise":{"buttons":[{"label":"Go on","style":"primary","value":"brnBG2gCGTNOvTsJJGmCxg","verb":"register.start"}],"parts":[{"paragraph":{"_0":{"runs":[{"plain":{"_0":"That took too long to open. Nothing is lost: press to go on."}}]}}}],"summary":"That took too long to open. Nothing is lost: press to go on."}}}');
INSERT INTO public.delivery VALUES ('slack', 'trigger:28.1795884140512487526.abc', 1795884140513, '{"form":{"_0":{"buttons":[],"close":"Cancel","inputs":[{"id":"company_name","isRequired":true,"kind":{"line":{"maximumLength":200}},"label":"Company"},{"hint":"e.g. acme.com; this is how duplicates are found","id":"company_domain","isRequired":true,"kind":{"line":{"maximumLength":200}},"label":"The company''s web domain","value":"prospect3.example"}],"intro":[{"note":{"_0":{"runs":[{"plain":{"_0":"Nordlicht Partner Program · Takes under a minute. What you type is kept for a day, even if you close this."}}]}}}],"name":"register","submit":"Next","title":"Register: company","token":"z3E4Cn3ri1W4gsN2EtZyWQ.company"},"otherwise":{"buttons":[{"label":"Go on","style":"primary","value":"z3E4Cn3ri1W4gsN2EtZyWQ","verb":"register.start"}],"parts":[{"paragraph":{"_0":{"runs":[{"plain":{"_0":"That took too long to open. Nothing is lost: press to go on."}}]}}}],"summary":"That took too long to open. Nothing is lost: press to go on."}}}');
INSERT INTO public.delivery VALUES ('slack', 'trigger:37.1795884140542986640.abc', 1795884140543, '{"form":{"_0":{"buttons":[],"close":"Cancel","inputs":[{"id":"company_name","isRequired":true,"kind":{"line":{"maximumLength":200}},"label":"Company"},{"hint":"e.g. acme.com; this is how duplicates are found","id":"company_domain","isRequired":true,"kind":{"line":{"maximumLength":200}},"label":"The company''s web domain","value":"zweite.example"}],"intro":[{"note":{"_0":{"runs":[{"plain":{"_0":"Nordlicht Partner Program · Takes under a minute. What you type is kept for a day, even if you close this."}}]}}}],"name":"register","submit":"Next","title":"Register: company","token":"ejiI9dGuxtVNppsffreBDw.company"},"otherwise":{"buttons":[{"label":"Go on","style":"primary","value":"ejiI9dGuxtVNppsffreBDw","verb":"register.start"}],"parts":[{"paragraph":{"_0":{"runs":[{"plain":{"_0":"That took too long to open. Nothing is lost: press to go on."}}]}}}],"summary":"That took too long to open. Nothing is lost: press to go on."}}}');
INSERT INTO public.delivery VALUES ('slack', 'trigger:46.1795884140587429492.abc', 1795884140588, '{"form":{"_0":{"buttons":[],"close":"Cancel","inputs":[{"id":"company_name","isRequired":true,"kind":{"line":{"maximumLength":200}},"label":"Company"},{"hint":"e.g. acme.com; this is how duplicates are found","id":"company_domain","isRequired":true,"kind":{"line":{"maximumLength":200}},"label":"The company''s web domain","value":"prospect0.example"}],"intro":[{"note":{"_0":{"runs":[{"plain":{"_0":"Nordlicht Partner Program · Takes under a minute. What you type is kept for a day, even if you close this."}}]}}}],"name":"register","submit":"Next","title":"Register: company","token":"wQYfzB7ojbRKqGV9CrWmvA.company"},"otherwise":{"buttons":[{"label":"Go on","style":"primary","value":"wQYfzB7ojbRKqGV9CrWmvA","verb":"register.start"}],"parts":[{"paragraph":{"_0":{"runs":[{"plain":{"_0":"That took too long to open. Nothing is lost: press to go on."}}]}}}],"summary":"That took too long to open. Nothing is lost: press to go on."}}}');
INSERT INTO public.delivery VALUES ('slack', 'trigger:55.1795884140636711851.abc', 1795884140637, '{"card":{"_0":{"buttons":[],"parts":[{"paragraph":{"_0":{"runs":[{"plain":{"_0":"REG-7NWYVVCX is approved. The partner is being told."}}]}}}],"summary":"REG-7NWYVVCX is approved. The partner is being told."}}}');
INSERT INTO public.delivery VALUES ('slack', 'kept:trigger:55.1795884140636711851.abc', 1795884140637, NULL);
INSERT INTO public.delivery VALUES ('slack', 'trigger:56.1795884140655842019.abc', 1795884140658, '{"card":{"_0":{"buttons":[],"parts":[{"paragraph":{"_0":{"runs":[{"plain":{"_0":"REG-293435KQ is approved. The partner is being told."}}]}}}],"summary":"REG-293435KQ is approved. The partner is being told."}}}');
INSERT INTO public.delivery VALUES ('slack', 'kept:trigger:56.1795884140655842019.abc', 1795884140658, NULL);
INSERT INTO public.delivery VALUES ('slack', 'trigger:57.1795884140676224813.abc', 1795884140677, '{"card":{"_0":{"buttons":[],"parts":[{"paragraph":{"_0":{"runs":[{"plain":{"_0":"REG-NXHY3180 is approved. The partner is being told."}}]}}}],"summary":"REG-NXHY3180 is approved. The partner is being told."}}}');
INSERT INTO public.delivery VALUES ('slack', 'kept:trigger:57.1795884140676224813.abc', 1795884140677, NULL);
INSERT INTO public.delivery VALUES ('slack', 'trigger:58.1795884140701695791.abc', 1795884140704, '{"card":{"_0":{"buttons":[{"label":"Yes, log it","style":"primary","value":"h-aV5jCtBf3ho6JhxRrpYQ@1796295600000","verb":"registration.meeting"}],"heading":"REG-7NWYVVCX: meeting","parts":[{"paragraph":{"_0":{"runs":[{"plain":{"_0":"You mean Thu 3 December 2026, 12:00. Is that right?"}}]}}},{"note":{"_0":{"runs":[{"plain":{"_0":"Times are those of Europe/Berlin."}}]}}}],"summary":"You mean Thu 3 December 2026, 12:00. Is that right?"}}}');
INSERT INTO public.delivery VALUES ('slack', 'trigger:59.1795884140708694705.abc', 1795884140710, '{"card":{"_0":{"buttons":[{"label":"Why?","style":"plain","value":"fuVu94GKCNABFwm87_SjHw","verb":"registration.why"}],"heading":"REG-NXHY3180 · withdrawn","parts":[{"facts":{"_0":[{"label":"Company","value":{"runs":[{"typed":{"_0":"Company Prospect2"}},{"plain":{"_0":" · "}},{"typed":{"_0":"prospect2.example"}}]}},{"label":"Next","value":{"runs":[{"plain":{"_0":"Nothing is left to do."}}]}},{"label":"Submitted","value":{"runs":[{"plain":{"_0":"Sat 28 November 2026, 17:42"}}]}}]}},{"paragraph":{"_0":{"runs":[{"plain":{"_0":"Approved by Ada Lindqvist on Sat 28 November 2026, 17:42."}}]}}},{"paragraph":{"_0":{"runs":[{"link":{"label":"Open the record","url":"https://registrar.example/r/REG-NXHY3180?k=AQEAAW7Na2z-OKfgFlqH_RIa-9cdVUAyJUY5YuzxbRJ8mcoYm7ZBt3Ijo5c"}}]}}}],"summary":"REG-NXHY3180: withdrawn. Nothing is left to do."}}}');
INSERT INTO public.delivery VALUES ('slack', 'trigger:60.1795884140714923739.abc', 1795884140716, '{"card":{"_0":{"buttons":[{"label":"Register it","style":"primary","value":"acme.example","verb":"register.start"}],"heading":"acme.example","parts":[{"paragraph":{"_0":{"runs":[{"strong":{"_0":"Free."}},{"plain":{"_0":" Nobody holds this company."}}]}}}],"summary":"acme.example: Free. Nobody holds this company."}}}');
INSERT INTO public.delivery VALUES ('slack', 'trigger:61.1795884140719315092.abc', 1795884140720, '{"card":{"_0":{"buttons":[{"confirm":{"no":"Keep it","text":"REG-DEHPBY16 ends, and so does its protection.","title":"Withdraw this claim?","yes":"Withdraw"},"label":"Withdraw","style":"plain","value":"anh7Be4m_CfshzCAZm9MNA","verb":"registration.withdraw"},{"label":"Why?","style":"plain","value":"anh7Be4m_CfshzCAZm9MNA","verb":"registration.why"}],"heading":"REG-DEHPBY16 · submitted","parts":[{"facts":{"_0":[{"label":"Company","value":{"runs":[{"typed":{"_0":"Company Prospect3"}},{"plain":{"_0":" · "}},{"typed":{"_0":"prospect3.example"}}]}},{"label":"Next","value":{"runs":[{"plain":{"_0":"The vendor decides by Wed 2 December 2026, 09:00."}}]}},{"label":"Submitted","value":{"runs":[{"plain":{"_0":"Sat 28 November 2026, 17:42"}}]}}]}},{"paragraph":{"_0":{"runs":[{"link":{"label":"Open the record","url":"https://registrar.example/r/REG-DEHPBY16?k=AQEAAW7Na2z-OKfg3q3aOYR1rTRPIyuedujRG5vtL2SlbQ1nJ9aBfAo1KxU"}}]}}}],"summary":"REG-DEHPBY16: submitted. The vendor decides by Wed 2 December 2026, 09:00."}}}');
INSERT INTO public.delivery VALUES ('slack', 'trigger:62.1795884140727326335.abc', 1795884140728, '{"form":{"_0":{"buttons":[],"close":"Cancel","inputs":[{"id":"company_name","isRequired":true,"kind":{"line":{"maximumLength":200}},"label":"Company"},{"hint":"e.g. acme.com; this is how duplicates are found","id":"company_domain","isRequired":true,"kind":{"line":{"maximumLength":200}},"label":"The company''s web domain","value":"draft.example"}],"intro":[{"note":{"_0":{"runs":[{"plain":{"_0":"Nordlicht Partner Program · Takes under a minute. What you type is kept for a day, even if you close this."}}]}}}],"name":"register","submit":"Next","title":"Register: company","token":"iVqPe1eN-72jlcq0AclvQg.company"},"otherwise":{"buttons":[{"label":"Go on","style":"primary","value":"iVqPe1eN-72jlcq0AclvQg","verb":"register.start"}],"parts":[{"paragraph":{"_0":{"runs":[{"plain":{"_0":"That took too long to open. Nothing is lost: press to go on."}}]}}}],"summary":"That took too long to open. Nothing is lost: press to go on."}}}');
INSERT INTO public.draft VALUES ('ErFh9iQcUUIcz-LZnCfo9A', 'slack', 'T0PART0', 'U0P0', 'ARj2iJNgxEZszu8IL-KNWQ', 'slack', 'T0PART0', 'slack', 'T0PART0', 'C0SHARED0', 'en', '{}', 1795884140428, 'h-aV5jCtBf3ho6JhxRrpYQ', 'lead');
INSERT INTO public.draft VALUES ('3_HgZjnJzgi-8KQWX0ZtyQ', 'slack', 'T0PART1', 'U0P1', 'ZdSxagtZc3JStSx_5sSuEQ', 'slack', 'T0PART1', 'slack', 'T0PART1', 'C0SHARED1', 'en', '{}', 1795884140472, 'S1Uv4TyYcMRlynxmYXF23g', 'lead');
INSERT INTO public.draft VALUES ('brnBG2gCGTNOvTsJJGmCxg', 'slack', 'T0PART2', 'U0P2', 'sMkocKwbRmCDvYzTTAC2Wg', 'slack', 'T0PART2', 'slack', 'T0PART2', 'C0SHARED2', 'en', '{}', 1795884140502, 'fuVu94GKCNABFwm87_SjHw', 'lead');
INSERT INTO public.draft VALUES ('z3E4Cn3ri1W4gsN2EtZyWQ', 'slack', 'T0PART3', 'U0P3', '20eMejsBufF8AY3RZOExDA', 'slack', 'T0PART3', 'slack', 'T0PART3', 'C0SHARED3', 'en', '{}', 1795884140536, 'anh7Be4m_CfshzCAZm9MNA', 'lead');
INSERT INTO public.draft VALUES ('ejiI9dGuxtVNppsffreBDw', 'slack', 'T0PART0', 'U0P0', 'ARj2iJNgxEZszu8IL-KNWQ', 'slack', 'T0PART0', 'slack', 'T0PART0', 'C0SHARED0', 'en', '{}', 1795884140576, '0hvClby0wz1Kbk2jcrtIUQ', 'lead');
INSERT INTO public.draft VALUES ('wQYfzB7ojbRKqGV9CrWmvA', 'slack', 'T0PART1', 'U0P1', 'ZdSxagtZc3JStSx_5sSuEQ', 'slack', 'T0PART1', 'slack', 'T0PART1', 'C0SHARED1', 'en', '{}', 1795884140620, 'sAC3hXa0d0bdLl_2Q2hLwA', 'lead');
INSERT INTO public.draft VALUES ('iVqPe1eN-72jlcq0AclvQg', 'slack', 'T0PART3', 'U0P3', '20eMejsBufF8AY3RZOExDA', 'slack', 'T0PART3', 'slack', 'T0PART3', 'C0SHARED3', 'en', '{"company_domain":"draft.example"}', 1795884140728, NULL, 'lead');
INSERT INTO public.event VALUES ('service', 1, 'partner_added', 1795884139754, '{"as":"admin"}', '[["partner","ARj2iJNgxEZszu8IL-KNWQ"],["workspace","T0PART0"]]', '\x0000000000000000000000000000000000000000000000000000000000000000', '\x8bb599d278fedf52ce3ad7ce1f4035536a9551b5c06cd0bd0e41f248cd9e482f');
INSERT INTO public.event VALUES ('service', 2, 'partner_added', 1795884139906, '{"as":"admin"}', '[["partner","ZdSxagtZc3JStSx_5sSuEQ"],["workspace","T0PART1"]]', '\x8bb599d278fedf52ce3ad7ce1f4035536a9551b5c06cd0bd0e41f248cd9e482f', '\x97673778f2483344c14f79ecf705416ed422136684427be9bb6fab0681ec664a');
INSERT INTO public.event VALUES ('service', 3, 'partner_added', 1795884140092, '{"as":"admin"}', '[["partner","sMkocKwbRmCDvYzTTAC2Wg"],["workspace","T0PART2"]]', '\x97673778f2483344c14f79ecf705416ed422136684427be9bb6fab0681ec664a', '\xf4a7f0f1a874fd7a52fa99da018f8ba563546429c7b7866f5ff799d90e67bfc4');
INSERT INTO public.event VALUES ('service', 4, 'partner_added', 1795884140223, '{"as":"admin"}', '[["partner","20eMejsBufF8AY3RZOExDA"],["workspace","T0PART3"]]', '\xf4a7f0f1a874fd7a52fa99da018f8ba563546429c7b7866f5ff799d90e67bfc4', '\x1c3774e62fbcdc591777016b6bf0b284373599b416500ff44129ec0200c4beff');
INSERT INTO public.event VALUES ('service', 5, 'policy_loaded', 1795884140360, '{"as":"admin"}', '[["policy_version","ed4d20e75bbd"]]', '\x1c3774e62fbcdc591777016b6bf0b284373599b416500ff44129ec0200c4beff', '\x2fcea7db6441252c795e0dd9315baf2a182a4fa642596a21123aae2ec96b1313');
INSERT INTO public.event VALUES ('h-aV5jCtBf3ho6JhxRrpYQ', 1, 'submitted', 1795884140428, '{"as":"submitter","channel":"slack","workspace":"T0PART0","user":"U0P0"}', '[["case","REG-7NWYVVCX"],["partner","ARj2iJNgxEZszu8IL-KNWQ"],["company","prospect0.example"],["domain","prospect0.example"],["policy_version","ed4d20e75bbd"],["consent_version","1"],["consent_language","en"]]', '\x0000000000000000000000000000000000000000000000000000000000000000', '\x2833654e8e2afa0ed1b73357c8bbe1665abe646b60c6480d2800f9e44461df2e');
INSERT INTO public.event VALUES ('h-aV5jCtBf3ho6JhxRrpYQ', 2, 'checks_run', 1795884140428, '{"as":"rule","rule":"checks","policy_version":"ed4d20e75bbd"}', '[["duplicate_domain","pass prospect_free"],["existing_customer","pass no_known_deal"],["territory","pass territory_unknown"],["blocked_account","pass account_open"],["partner_standing","pass partner_good"],["partner_caps","pass caps_kept"],["domain_kind","pass domain_company"],["direct_sale","pass no_direct_sale"],["eligibility","pass eligible"],["completeness","pass answers_complete"],["consent","pass consent_given"]]', '\x2833654e8e2afa0ed1b73357c8bbe1665abe646b60c6480d2800f9e44461df2e', '\xd86f8a3c53d6c46e6fa95d12673ed586dc444a1f8c59e063e8a02888d9aea616');
INSERT INTO public.event VALUES ('S1Uv4TyYcMRlynxmYXF23g', 1, 'submitted', 1795884140472, '{"as":"submitter","channel":"slack","workspace":"T0PART1","user":"U0P1"}', '[["case","REG-293435KQ"],["partner","ZdSxagtZc3JStSx_5sSuEQ"],["company","prospect1.example"],["domain","prospect1.example"],["policy_version","ed4d20e75bbd"],["consent_version","1"],["consent_language","en"]]', '\x0000000000000000000000000000000000000000000000000000000000000000', '\x7eacf6981ae22693c5af4b43aa84ae1f15c8f80c6daca6d110b46de8b53a170b');
INSERT INTO public.event VALUES ('S1Uv4TyYcMRlynxmYXF23g', 2, 'checks_run', 1795884140472, '{"as":"rule","rule":"checks","policy_version":"ed4d20e75bbd"}', '[["duplicate_domain","pass prospect_free"],["existing_customer","pass no_known_deal"],["territory","pass territory_unknown"],["blocked_account","pass account_open"],["partner_standing","pass partner_good"],["partner_caps","pass caps_kept"],["domain_kind","pass domain_company"],["direct_sale","pass no_direct_sale"],["eligibility","pass eligible"],["completeness","pass answers_complete"],["consent","pass consent_given"]]', '\x7eacf6981ae22693c5af4b43aa84ae1f15c8f80c6daca6d110b46de8b53a170b', '\xd85fa2eb11ff3fede6a1145c13f343c5e4f82db7c7bbd18d653dbd9ce5dc6e0f');
INSERT INTO public.event VALUES ('fuVu94GKCNABFwm87_SjHw', 1, 'submitted', 1795884140502, '{"as":"submitter","channel":"slack","workspace":"T0PART2","user":"U0P2"}', '[["case","REG-NXHY3180"],["partner","sMkocKwbRmCDvYzTTAC2Wg"],["company","prospect2.example"],["domain","prospect2.example"],["policy_version","ed4d20e75bbd"],["consent_version","1"],["consent_language","en"]]', '\x0000000000000000000000000000000000000000000000000000000000000000', '\x6cadf4c79a995ca723a924e795f7682ab2dab30c1d61df946b99ccdbfc550133');
INSERT INTO public.event VALUES ('fuVu94GKCNABFwm87_SjHw', 2, 'checks_run', 1795884140502, '{"as":"rule","rule":"checks","policy_version":"ed4d20e75bbd"}', '[["duplicate_domain","pass prospect_free"],["existing_customer","pass no_known_deal"],["territory","pass territory_unknown"],["blocked_account","pass account_open"],["partner_standing","pass partner_good"],["partner_caps","pass caps_kept"],["domain_kind","pass domain_company"],["direct_sale","pass no_direct_sale"],["eligibility","pass eligible"],["completeness","pass answers_complete"],["consent","pass consent_given"]]', '\x6cadf4c79a995ca723a924e795f7682ab2dab30c1d61df946b99ccdbfc550133', '\x936505970888fda77d4c3a61ce8e24fe54ca385e05dfd7039c2109d4db390bae');
INSERT INTO public.event VALUES ('anh7Be4m_CfshzCAZm9MNA', 1, 'submitted', 1795884140536, '{"as":"submitter","channel":"slack","workspace":"T0PART3","user":"U0P3"}', '[["case","REG-DEHPBY16"],["partner","20eMejsBufF8AY3RZOExDA"],["company","prospect3.example"],["domain","prospect3.example"],["policy_version","ed4d20e75bbd"],["consent_version","1"],["consent_language","en"]]', '\x0000000000000000000000000000000000000000000000000000000000000000', '\x98de6366a8c02cd15b68d405d81915ca49bcf5a416e9eaf0a8172e7a4e67ab9a');
INSERT INTO public.event VALUES ('anh7Be4m_CfshzCAZm9MNA', 2, 'checks_run', 1795884140536, '{"as":"rule","rule":"checks","policy_version":"ed4d20e75bbd"}', '[["duplicate_domain","pass prospect_free"],["existing_customer","pass no_known_deal"],["territory","pass territory_unknown"],["blocked_account","pass account_open"],["partner_standing","pass partner_good"],["partner_caps","pass caps_kept"],["domain_kind","pass domain_company"],["direct_sale","pass no_direct_sale"],["eligibility","pass eligible"],["completeness","pass answers_complete"],["consent","pass consent_given"]]', '\x98de6366a8c02cd15b68d405d81915ca49bcf5a416e9eaf0a8172e7a4e67ab9a', '\x728796da0df9a24841a5dc9074c9cb82f2a8836c68dbd593077ffdabbcd3d0ae');
INSERT INTO public.event VALUES ('0hvClby0wz1Kbk2jcrtIUQ', 1, 'submitted', 1795884140576, '{"as":"submitter","channel":"slack","workspace":"T0PART0","user":"U0P0"}', '[["case","REG-QYZPS41W"],["partner","ARj2iJNgxEZszu8IL-KNWQ"],["company","zweite.example"],["domain","zweite.example"],["policy_version","ed4d20e75bbd"],["consent_version","1"],["consent_language","en"]]', '\x0000000000000000000000000000000000000000000000000000000000000000', '\x7ff1c146860cf317f94e9e0cd5e9fda5158770fa22b5f378a9b03d3f9a897933');
INSERT INTO public.event VALUES ('0hvClby0wz1Kbk2jcrtIUQ', 2, 'checks_run', 1795884140576, '{"as":"rule","rule":"checks","policy_version":"ed4d20e75bbd"}', '[["duplicate_domain","pass prospect_free"],["existing_customer","pass no_known_deal"],["territory","pass territory_unknown"],["blocked_account","pass account_open"],["partner_standing","pass partner_good"],["partner_caps","pass caps_kept"],["domain_kind","pass domain_company"],["direct_sale","pass no_direct_sale"],["eligibility","pass eligible"],["completeness","pass answers_complete"],["consent","pass consent_given"]]', '\x7ff1c146860cf317f94e9e0cd5e9fda5158770fa22b5f378a9b03d3f9a897933', '\x83e9e8ad9edfaf0b308231a80a2094f31e531de53a897e14ad6f10b31b8512d2');
INSERT INTO public.event VALUES ('sAC3hXa0d0bdLl_2Q2hLwA', 1, 'submitted', 1795884140620, '{"as":"submitter","channel":"slack","workspace":"T0PART1","user":"U0P1"}', '[["case","REG-6RSHQS2N"],["partner","ZdSxagtZc3JStSx_5sSuEQ"],["company","prospect0.example"],["domain","prospect0.example"],["policy_version","ed4d20e75bbd"],["consent_version","1"],["consent_language","en"]]', '\x0000000000000000000000000000000000000000000000000000000000000000', '\x3f7ccc64181cc8069912fe2d98242cc39fcb2b04d1eea92afd7b56846f7685c8');
INSERT INTO public.event VALUES ('sAC3hXa0d0bdLl_2Q2hLwA', 2, 'checks_run', 1795884140620, '{"as":"rule","rule":"checks","policy_version":"ed4d20e75bbd"}', '[["duplicate_domain","flag prospect_claimed"],["existing_customer","pass no_known_deal"],["territory","pass territory_unknown"],["blocked_account","pass account_open"],["partner_standing","pass partner_good"],["partner_caps","pass caps_kept"],["domain_kind","pass domain_company"],["direct_sale","pass no_direct_sale"],["eligibility","pass eligible"],["completeness","pass answers_complete"],["consent","pass consent_given"]]', '\x3f7ccc64181cc8069912fe2d98242cc39fcb2b04d1eea92afd7b56846f7685c8', '\x62d829b6718d2bd1cbd66bfd80f7badb19689a164eb456fab8f770ea26e0b0db');
INSERT INTO public.event VALUES ('h-aV5jCtBf3ho6JhxRrpYQ', 3, 'approved', 1795884140637, '{"as":"reviewer","channel":"slack","workspace":"T0VENDOR","user":"U0AE"}', '[["by","Ada Lindqvist"],["policy_version","ed4d20e75bbd"]]', '\xd86f8a3c53d6c46e6fa95d12673ed586dc444a1f8c59e063e8a02888d9aea616', '\x94b933be0e5e2349ccf62fd30d966024c1370d0976154802f9cce5ff736d783e');
INSERT INTO public.event VALUES ('h-aV5jCtBf3ho6JhxRrpYQ', 4, 'hold_started', 1795884140637, '{"as":"rule","rule":"hold","policy_version":"ed4d20e75bbd"}', '[["scope","account"],["until","2027-02-26T22:59:59Z"]]', '\x94b933be0e5e2349ccf62fd30d966024c1370d0976154802f9cce5ff736d783e', '\x9114ad9d2f521da92b48844d8e81f8ce4ed403fa87140374814b7d994e73fab8');
INSERT INTO public.event VALUES ('S1Uv4TyYcMRlynxmYXF23g', 3, 'approved', 1795884140658, '{"as":"reviewer","channel":"slack","workspace":"T0VENDOR","user":"U0AE"}', '[["by","Ada Lindqvist"],["policy_version","ed4d20e75bbd"]]', '\xd85fa2eb11ff3fede6a1145c13f343c5e4f82db7c7bbd18d653dbd9ce5dc6e0f', '\x14063f5cd8a029e8649bd579b08443b8ca2802f12440efa307ae8c454e6d658b');
INSERT INTO public.event VALUES ('S1Uv4TyYcMRlynxmYXF23g', 4, 'hold_started', 1795884140658, '{"as":"rule","rule":"hold","policy_version":"ed4d20e75bbd"}', '[["scope","account"],["until","2027-02-26T22:59:59Z"]]', '\x14063f5cd8a029e8649bd579b08443b8ca2802f12440efa307ae8c454e6d658b', '\xcd3941b809a8a19188f9e3f571508a43705e790540bf4e9101950ce9b9ce3a69');
INSERT INTO public.event VALUES ('fuVu94GKCNABFwm87_SjHw', 3, 'approved', 1795884140677, '{"as":"reviewer","channel":"slack","workspace":"T0VENDOR","user":"U0AE"}', '[["by","Ada Lindqvist"],["policy_version","ed4d20e75bbd"]]', '\x936505970888fda77d4c3a61ce8e24fe54ca385e05dfd7039c2109d4db390bae', '\xdc8268b400b00586084d8e975c9bc6a44d0b03a06153fcb5ce74e41e50454dbe');
INSERT INTO public.event VALUES ('fuVu94GKCNABFwm87_SjHw', 4, 'hold_started', 1795884140677, '{"as":"rule","rule":"hold","policy_version":"ed4d20e75bbd"}', '[["scope","account"],["until","2027-02-26T22:59:59Z"]]', '\xdc8268b400b00586084d8e975c9bc6a44d0b03a06153fcb5ce74e41e50454dbe', '\xe90255d11e963e6ccf31a86bff273eebab56b5298740fffa0c363969d9c66cae');
INSERT INTO public.event VALUES ('fuVu94GKCNABFwm87_SjHw', 5, 'withdrawn', 1795884140710, '{"as":"submitter","channel":"slack","workspace":"T0PART2","user":"U0P2"}', '[]', '\xe90255d11e963e6ccf31a86bff273eebab56b5298740fffa0c363969d9c66cae', '\x0b0b465be33cfda1efaa70e6f182b1cc6dc547464b8a5b7d5153fa16cc5911d1');
INSERT INTO public.event VALUES ('fuVu94GKCNABFwm87_SjHw', 6, 'hold_ended', 1795884140710, '{"as":"rule","rule":"withdrawn","policy_version":"ed4d20e75bbd"}', '[]', '\x0b0b465be33cfda1efaa70e6f182b1cc6dc547464b8a5b7d5153fa16cc5911d1', '\xf2d8e1ab91bc891b6cf611b01da91f052e15653993cf6f2e304ab681c9004d2c');
INSERT INTO public.hold VALUES ('h-aV5jCtBf3ho6JhxRrpYQ', 'ARj2iJNgxEZszu8IL-KNWQ', 'prospect0.example', 'account', 1795884140637, 1803682799000, NULL, NULL);
INSERT INTO public.hold VALUES ('S1Uv4TyYcMRlynxmYXF23g', 'ZdSxagtZc3JStSx_5sSuEQ', 'prospect1.example', 'account', 1795884140658, 1803682799000, NULL, NULL);
INSERT INTO public.hold VALUES ('fuVu94GKCNABFwm87_SjHw', 'sMkocKwbRmCDvYzTTAC2Wg', 'prospect2.example', 'account', 1795884140677, 1803682799000, 1795884140710, 'withdrawn');
INSERT INTO public.lease VALUES ('leftovers', 'service', 1, 1795894940386);
INSERT INTO public.lease VALUES ('clocks', 'service', 1, 1795884200394);
INSERT INTO public.mark VALUES ('last sweep', '', 1795884140386);
INSERT INTO public.mark VALUES ('calendar in force', 'ed4d20e75bbd', 1795884140386);
INSERT INTO public.migration VALUES (1, 'm0001_ledger', 'dfc210985e2e0999');
INSERT INTO public.migration VALUES (2, 'm0002_duties', 'a703f37ee24bfa75');
INSERT INTO public.migration VALUES (3, 'm0003_clocks', '801ec412f1be2d96');
INSERT INTO public.migration VALUES (4, 'm0004_requests', '1532902f58f8ba88');
INSERT INTO public.migration VALUES (5, 'm0005_leases', '70e5822488d25a6d');
INSERT INTO public.migration VALUES (6, 'm0006_deadlines', '85f064613014db4');
INSERT INTO public.name_key VALUES ('=0accemnooppprsty', 'prospect0.example', 'h-aV5jCtBf3ho6JhxRrpYQ');
INSERT INTO public.name_key VALUES ('.prospect0', 'prospect0.example', 'h-aV5jCtBf3ho6JhxRrpYQ');
INSERT INTO public.name_key VALUES ('.company', 'prospect0.example', 'h-aV5jCtBf3ho6JhxRrpYQ');
INSERT INTO public.name_key VALUES ('+compro', 'prospect0.example', 'h-aV5jCtBf3ho6JhxRrpYQ');
INSERT INTO public.name_key VALUES ('~any', 'prospect0.example', 'h-aV5jCtBf3ho6JhxRrpYQ');
INSERT INTO public.name_key VALUES ('~spe', 'prospect0.example', 'h-aV5jCtBf3ho6JhxRrpYQ');
INSERT INTO public.name_key VALUES ('~osp', 'prospect0.example', 'h-aV5jCtBf3ho6JhxRrpYQ');
INSERT INTO public.name_key VALUES ('~ros', 'prospect0.example', 'h-aV5jCtBf3ho6JhxRrpYQ');
INSERT INTO public.name_key VALUES ('~ect', 'prospect0.example', 'h-aV5jCtBf3ho6JhxRrpYQ');
INSERT INTO public.name_key VALUES ('~pro', 'prospect0.example', 'h-aV5jCtBf3ho6JhxRrpYQ');
INSERT INTO public.name_key VALUES ('~ct0', 'prospect0.example', 'h-aV5jCtBf3ho6JhxRrpYQ');
INSERT INTO public.name_key VALUES ('~com', 'prospect0.example', 'h-aV5jCtBf3ho6JhxRrpYQ');
INSERT INTO public.name_key VALUES ('~omp', 'prospect0.example', 'h-aV5jCtBf3ho6JhxRrpYQ');
INSERT INTO public.name_key VALUES ('~pec', 'prospect0.example', 'h-aV5jCtBf3ho6JhxRrpYQ');
INSERT INTO public.name_key VALUES ('~ co', 'prospect0.example', 'h-aV5jCtBf3ho6JhxRrpYQ');
INSERT INTO public.name_key VALUES ('~mpa', 'prospect0.example', 'h-aV5jCtBf3ho6JhxRrpYQ');
INSERT INTO public.name_key VALUES ('~ny ', 'prospect0.example', 'h-aV5jCtBf3ho6JhxRrpYQ');
INSERT INTO public.name_key VALUES ('~t0 ', 'prospect0.example', 'h-aV5jCtBf3ho6JhxRrpYQ');
INSERT INTO public.name_key VALUES ('~ pr', 'prospect0.example', 'h-aV5jCtBf3ho6JhxRrpYQ');
INSERT INTO public.name_key VALUES ('~pan', 'prospect0.example', 'h-aV5jCtBf3ho6JhxRrpYQ');
INSERT INTO public.name_key VALUES ('=1accemnooppprsty', 'prospect1.example', 'S1Uv4TyYcMRlynxmYXF23g');
INSERT INTO public.name_key VALUES ('.prospect1', 'prospect1.example', 'S1Uv4TyYcMRlynxmYXF23g');
INSERT INTO public.name_key VALUES ('.company', 'prospect1.example', 'S1Uv4TyYcMRlynxmYXF23g');
INSERT INTO public.name_key VALUES ('+compro', 'prospect1.example', 'S1Uv4TyYcMRlynxmYXF23g');
INSERT INTO public.name_key VALUES ('~any', 'prospect1.example', 'S1Uv4TyYcMRlynxmYXF23g');
INSERT INTO public.name_key VALUES ('~spe', 'prospect1.example', 'S1Uv4TyYcMRlynxmYXF23g');
INSERT INTO public.name_key VALUES ('~osp', 'prospect1.example', 'S1Uv4TyYcMRlynxmYXF23g');
INSERT INTO public.name_key VALUES ('~ct1', 'prospect1.example', 'S1Uv4TyYcMRlynxmYXF23g');
INSERT INTO public.name_key VALUES ('~ros', 'prospect1.example', 'S1Uv4TyYcMRlynxmYXF23g');
INSERT INTO public.name_key VALUES ('~ect', 'prospect1.example', 'S1Uv4TyYcMRlynxmYXF23g');
INSERT INTO public.name_key VALUES ('~pro', 'prospect1.example', 'S1Uv4TyYcMRlynxmYXF23g');
INSERT INTO public.name_key VALUES ('~t1 ', 'prospect1.example', 'S1Uv4TyYcMRlynxmYXF23g');
INSERT INTO public.name_key VALUES ('~com', 'prospect1.example', 'S1Uv4TyYcMRlynxmYXF23g');
INSERT INTO public.name_key VALUES ('~omp', 'prospect1.example', 'S1Uv4TyYcMRlynxmYXF23g');
INSERT INTO public.name_key VALUES ('~pec', 'prospect1.example', 'S1Uv4TyYcMRlynxmYXF23g');
INSERT INTO public.name_key VALUES ('~ co', 'prospect1.example', 'S1Uv4TyYcMRlynxmYXF23g');
INSERT INTO public.name_key VALUES ('~mpa', 'prospect1.example', 'S1Uv4TyYcMRlynxmYXF23g');
INSERT INTO public.name_key VALUES ('~ny ', 'prospect1.example', 'S1Uv4TyYcMRlynxmYXF23g');
INSERT INTO public.name_key VALUES ('~ pr', 'prospect1.example', 'S1Uv4TyYcMRlynxmYXF23g');
INSERT INTO public.name_key VALUES ('~pan', 'prospect1.example', 'S1Uv4TyYcMRlynxmYXF23g');
INSERT INTO public.name_key VALUES ('=2accemnooppprsty', 'prospect2.example', 'fuVu94GKCNABFwm87_SjHw');
INSERT INTO public.name_key VALUES ('.prospect2', 'prospect2.example', 'fuVu94GKCNABFwm87_SjHw');
INSERT INTO public.name_key VALUES ('.company', 'prospect2.example', 'fuVu94GKCNABFwm87_SjHw');
INSERT INTO public.name_key VALUES ('+compro', 'prospect2.example', 'fuVu94GKCNABFwm87_SjHw');
INSERT INTO public.name_key VALUES ('~ct2', 'prospect2.example', 'fuVu94GKCNABFwm87_SjHw');
INSERT INTO public.name_key VALUES ('~any', 'prospect2.example', 'fuVu94GKCNABFwm87_SjHw');
INSERT INTO public.name_key VALUES ('~spe', 'prospect2.example', 'fuVu94GKCNABFwm87_SjHw');
INSERT INTO public.name_key VALUES ('~osp', 'prospect2.example', 'fuVu94GKCNABFwm87_SjHw');
INSERT INTO public.name_key VALUES ('~t2 ', 'prospect2.example', 'fuVu94GKCNABFwm87_SjHw');
INSERT INTO public.name_key VALUES ('~ros', 'prospect2.example', 'fuVu94GKCNABFwm87_SjHw');
INSERT INTO public.name_key VALUES ('~ect', 'prospect2.example', 'fuVu94GKCNABFwm87_SjHw');
INSERT INTO public.name_key VALUES ('~pro', 'prospect2.example', 'fuVu94GKCNABFwm87_SjHw');
INSERT INTO public.name_key VALUES ('~com', 'prospect2.example', 'fuVu94GKCNABFwm87_SjHw');
INSERT INTO public.name_key VALUES ('~omp', 'prospect2.example', 'fuVu94GKCNABFwm87_SjHw');
INSERT INTO public.name_key VALUES ('~pec', 'prospect2.example', 'fuVu94GKCNABFwm87_SjHw');
INSERT INTO public.name_key VALUES ('~ co', 'prospect2.example', 'fuVu94GKCNABFwm87_SjHw');
INSERT INTO public.name_key VALUES ('~mpa', 'prospect2.example', 'fuVu94GKCNABFwm87_SjHw');
INSERT INTO public.name_key VALUES ('~ny ', 'prospect2.example', 'fuVu94GKCNABFwm87_SjHw');
INSERT INTO public.name_key VALUES ('~ pr', 'prospect2.example', 'fuVu94GKCNABFwm87_SjHw');
INSERT INTO public.name_key VALUES ('~pan', 'prospect2.example', 'fuVu94GKCNABFwm87_SjHw');
INSERT INTO public.name_key VALUES ('=3accemnooppprsty', 'prospect3.example', 'anh7Be4m_CfshzCAZm9MNA');
INSERT INTO public.name_key VALUES ('.prospect3', 'prospect3.example', 'anh7Be4m_CfshzCAZm9MNA');
INSERT INTO public.name_key VALUES ('.company', 'prospect3.example', 'anh7Be4m_CfshzCAZm9MNA');
INSERT INTO public.name_key VALUES ('+compro', 'prospect3.example', 'anh7Be4m_CfshzCAZm9MNA');
INSERT INTO public.name_key VALUES ('~any', 'prospect3.example', 'anh7Be4m_CfshzCAZm9MNA');
INSERT INTO public.name_key VALUES ('~spe', 'prospect3.example', 'anh7Be4m_CfshzCAZm9MNA');
INSERT INTO public.name_key VALUES ('~osp', 'prospect3.example', 'anh7Be4m_CfshzCAZm9MNA');
INSERT INTO public.name_key VALUES ('~ros', 'prospect3.example', 'anh7Be4m_CfshzCAZm9MNA');
INSERT INTO public.name_key VALUES ('~ect', 'prospect3.example', 'anh7Be4m_CfshzCAZm9MNA');
INSERT INTO public.name_key VALUES ('~ct3', 'prospect3.example', 'anh7Be4m_CfshzCAZm9MNA');
INSERT INTO public.name_key VALUES ('~pro', 'prospect3.example', 'anh7Be4m_CfshzCAZm9MNA');
INSERT INTO public.name_key VALUES ('~com', 'prospect3.example', 'anh7Be4m_CfshzCAZm9MNA');
INSERT INTO public.name_key VALUES ('~omp', 'prospect3.example', 'anh7Be4m_CfshzCAZm9MNA');
INSERT INTO public.name_key VALUES ('~pec', 'prospect3.example', 'anh7Be4m_CfshzCAZm9MNA');
INSERT INTO public.name_key VALUES ('~ co', 'prospect3.example', 'anh7Be4m_CfshzCAZm9MNA');
INSERT INTO public.name_key VALUES ('~mpa', 'prospect3.example', 'anh7Be4m_CfshzCAZm9MNA');
INSERT INTO public.name_key VALUES ('~ny ', 'prospect3.example', 'anh7Be4m_CfshzCAZm9MNA');
INSERT INTO public.name_key VALUES ('~t3 ', 'prospect3.example', 'anh7Be4m_CfshzCAZm9MNA');
INSERT INTO public.name_key VALUES ('~ pr', 'prospect3.example', 'anh7Be4m_CfshzCAZm9MNA');
INSERT INTO public.name_key VALUES ('~pan', 'prospect3.example', 'anh7Be4m_CfshzCAZm9MNA');
INSERT INTO public.name_key VALUES ('=aceeimnoptwyz', 'zweite.example', '0hvClby0wz1Kbk2jcrtIUQ');
INSERT INTO public.name_key VALUES ('.company', 'zweite.example', '0hvClby0wz1Kbk2jcrtIUQ');
INSERT INTO public.name_key VALUES ('.zweite', 'zweite.example', '0hvClby0wz1Kbk2jcrtIUQ');
INSERT INTO public.name_key VALUES ('+comzwe', 'zweite.example', '0hvClby0wz1Kbk2jcrtIUQ');
INSERT INTO public.name_key VALUES ('~any', 'zweite.example', '0hvClby0wz1Kbk2jcrtIUQ');
INSERT INTO public.name_key VALUES ('~wei', 'zweite.example', '0hvClby0wz1Kbk2jcrtIUQ');
INSERT INTO public.name_key VALUES ('~com', 'zweite.example', '0hvClby0wz1Kbk2jcrtIUQ');
INSERT INTO public.name_key VALUES ('~omp', 'zweite.example', '0hvClby0wz1Kbk2jcrtIUQ');
INSERT INTO public.name_key VALUES ('~te ', 'zweite.example', '0hvClby0wz1Kbk2jcrtIUQ');
INSERT INTO public.name_key VALUES ('~ zw', 'zweite.example', '0hvClby0wz1Kbk2jcrtIUQ');
INSERT INTO public.name_key VALUES ('~ co', 'zweite.example', '0hvClby0wz1Kbk2jcrtIUQ');
INSERT INTO public.name_key VALUES ('~mpa', 'zweite.example', '0hvClby0wz1Kbk2jcrtIUQ');
INSERT INTO public.name_key VALUES ('~zwe', 'zweite.example', '0hvClby0wz1Kbk2jcrtIUQ');
INSERT INTO public.name_key VALUES ('~ny ', 'zweite.example', '0hvClby0wz1Kbk2jcrtIUQ');
INSERT INTO public.name_key VALUES ('~ite', 'zweite.example', '0hvClby0wz1Kbk2jcrtIUQ');
INSERT INTO public.name_key VALUES ('~eit', 'zweite.example', '0hvClby0wz1Kbk2jcrtIUQ');
INSERT INTO public.name_key VALUES ('~pan', 'zweite.example', '0hvClby0wz1Kbk2jcrtIUQ');
INSERT INTO public.outbox VALUES ('vlMjqqxeI2tlUxE_Br9Hcw', 'review h-aV5jCtBf3ho6JhxRrpYQ', 1, 'review_card', 'h-aV5jCtBf3ho6JhxRrpYQ', '[{"direct":{"_0":{"user":"U0AE","workspace":{"channel":"slack","id":"T0VENDOR"}},"installation":{"channel":"slack","id":"T0VENDOR"}}}]', NULL, NULL, 2, 1795884140428, 0, 1, 1, NULL, 'DU0AE/1795884140.000006', NULL, 1, '40cbf41fc5d10d95', 1795884140428);
INSERT INTO public.outbox VALUES ('tELx1Y9ixKg02o-9sVMwtA', 'room h-aV5jCtBf3ho6JhxRrpYQ', 1, 'channel_line', 'h-aV5jCtBf3ho6JhxRrpYQ', '[{"room":{"_0":{"id":"C0SHARED0","workspace":{"channel":"slack","id":"T0VENDOR"}}}}]', NULL, NULL, 2, 1795884140428, 0, 1, 1, NULL, 'C0SHARED0/1795884140.000003', NULL, 2, '40cbf41fc5d10d95', 1795884140428);
INSERT INTO public.outbox VALUES ('O9p4WFgMjbkqUTZDXCtePQ', 'review S1Uv4TyYcMRlynxmYXF23g', 1, 'review_card', 'S1Uv4TyYcMRlynxmYXF23g', '[{"direct":{"_0":{"user":"U0AE","workspace":{"channel":"slack","id":"T0VENDOR"}},"installation":{"channel":"slack","id":"T0VENDOR"}}}]', NULL, NULL, 2, 1795884140472, 0, 1, 1, NULL, 'DU0AE/1795884140.000009', NULL, 1, '425ab160e658f293', 1795884140472);
INSERT INTO public.outbox VALUES ('XCRhxx90tp9oABccyfFZHw', 'room S1Uv4TyYcMRlynxmYXF23g', 1, 'channel_line', 'S1Uv4TyYcMRlynxmYXF23g', '[{"room":{"_0":{"id":"C0SHARED1","workspace":{"channel":"slack","id":"T0VENDOR"}}}}]', NULL, NULL, 2, 1795884140472, 0, 1, 1, NULL, 'C0SHARED1/1795884140.000008', NULL, 2, '425ab160e658f293', 1795884140472);
INSERT INTO public.outbox VALUES ('QNHxVhTMTRRXQUiuZNaf0g', 'review fuVu94GKCNABFwm87_SjHw', 1, 'review_card', 'fuVu94GKCNABFwm87_SjHw', '[{"direct":{"_0":{"user":"U0AE","workspace":{"channel":"slack","id":"T0VENDOR"}},"installation":{"channel":"slack","id":"T0VENDOR"}}}]', NULL, NULL, 2, 1795884140502, 0, 1, 1, NULL, 'DU0AE/1795884140.000011', NULL, 1, '0da31476aea3b6a8', 1795884140502);
INSERT INTO public.outbox VALUES ('RtBC4aQgUbDGRX4lhT7sng', 'room fuVu94GKCNABFwm87_SjHw', 1, 'channel_line', 'fuVu94GKCNABFwm87_SjHw', '[{"room":{"_0":{"id":"C0SHARED2","workspace":{"channel":"slack","id":"T0VENDOR"}}}}]', NULL, NULL, 2, 1795884140502, 0, 1, 1, NULL, 'C0SHARED2/1795884140.000012', NULL, 2, '0da31476aea3b6a8', 1795884140502);
INSERT INTO public.outbox VALUES ('ifzgyoXqPFmx4ughIAa_4w', 'review anh7Be4m_CfshzCAZm9MNA', 1, 'review_card', 'anh7Be4m_CfshzCAZm9MNA', '[{"direct":{"_0":{"user":"U0AE","workspace":{"channel":"slack","id":"T0VENDOR"}},"installation":{"channel":"slack","id":"T0VENDOR"}}}]', NULL, NULL, 2, 1795884140536, 0, 1, 1, NULL, 'DU0AE/1795884140.000016', NULL, 1, '5cee49ac33bcb6f8', 1795884140536);
INSERT INTO public.outbox VALUES ('YJxXXJnmubH83_QXFfTZwg', 'room anh7Be4m_CfshzCAZm9MNA', 1, 'channel_line', 'anh7Be4m_CfshzCAZm9MNA', '[{"room":{"_0":{"id":"C0SHARED3","workspace":{"channel":"slack","id":"T0VENDOR"}}}}]', NULL, NULL, 2, 1795884140536, 0, 1, 1, NULL, 'C0SHARED3/1795884140.000015', NULL, 2, '5cee49ac33bcb6f8', 1795884140536);
INSERT INTO public.outbox VALUES ('EPvKzNgKQC0pfiRap4gnBQ', 'review 0hvClby0wz1Kbk2jcrtIUQ', 1, 'review_card', '0hvClby0wz1Kbk2jcrtIUQ', '[{"direct":{"_0":{"user":"U0AE","workspace":{"channel":"slack","id":"T0VENDOR"}},"installation":{"channel":"slack","id":"T0VENDOR"}}}]', NULL, NULL, 2, 1795884140576, 0, 1, 1, NULL, 'DU0AE/1795884140.000017', NULL, 1, 'f08a714e82b370c0', 1795884140576);
INSERT INTO public.outbox VALUES ('Z1q-sNQ7SZ0CViOnvfCdKA', 'room 0hvClby0wz1Kbk2jcrtIUQ', 1, 'channel_line', '0hvClby0wz1Kbk2jcrtIUQ', '[{"room":{"_0":{"id":"C0SHARED0","workspace":{"channel":"slack","id":"T0VENDOR"}}}}]', NULL, NULL, 2, 1795884140576, 0, 1, 1, NULL, 'C0SHARED0/1795884140.000018', NULL, 2, 'f08a714e82b370c0', 1795884140576);
INSERT INTO public.outbox VALUES ('z9_itfYsRE-GtGHqRurrug', 'review sAC3hXa0d0bdLl_2Q2hLwA', 1, 'review_card', 'sAC3hXa0d0bdLl_2Q2hLwA', '[{"direct":{"_0":{"user":"U0AE","workspace":{"channel":"slack","id":"T0VENDOR"}},"installation":{"channel":"slack","id":"T0VENDOR"}}}]', NULL, NULL, 2, 1795884140620, 0, 1, 1, NULL, 'DU0AE/1795884140.000022', NULL, 1, '0ad293e236835a79', 1795884140620);
INSERT INTO public.outbox VALUES ('eWhF8V9PsON8fTL5UzXxrg', 'room sAC3hXa0d0bdLl_2Q2hLwA', 1, 'channel_line', 'sAC3hXa0d0bdLl_2Q2hLwA', '[{"room":{"_0":{"id":"C0SHARED1","workspace":{"channel":"slack","id":"T0VENDOR"}}}}]', NULL, NULL, 2, 1795884140620, 0, 1, 1, NULL, 'C0SHARED1/1795884140.000021', NULL, 2, '0ad293e236835a79', 1795884140620);
INSERT INTO public.outbox VALUES ('5zI23_WYl4DiVuISlTe3PA', 'review h-aV5jCtBf3ho6JhxRrpYQ', 2, 'review_card_update', 'h-aV5jCtBf3ho6JhxRrpYQ', '[{"direct":{"_0":{"user":"U0AE","workspace":{"channel":"slack","id":"T0VENDOR"}},"installation":{"channel":"slack","id":"T0VENDOR"}}}]', NULL, 'vlMjqqxeI2tlUxE_Br9Hcw', 2, 1795884140637, 0, 1, 1, NULL, 'DU0AE/1795884140.000006', NULL, 3, '1e0e8f4750257aa7', 1795884140637);
INSERT INTO public.outbox VALUES ('L5ojFqTE2iAvJPrLCjczgg', 'submitter h-aV5jCtBf3ho6JhxRrpYQ', 1, 'submitter_note', 'h-aV5jCtBf3ho6JhxRrpYQ', '[{"direct":{"_0":{"user":"U0P0","workspace":{"channel":"slack","id":"T0PART0"}},"installation":{"channel":"slack","id":"T0VENDOR"}}},{"privately":{"_0":{"user":"U0P0","workspace":{"channel":"slack","id":"T0PART0"}},"_1":{"id":"C0SHARED0","workspace":{"channel":"slack","id":"T0VENDOR"}}}},{"room":{"_0":{"id":"C0SHARED0","workspace":{"channel":"slack","id":"T0VENDOR"}}}}]', NULL, NULL, 2, 1795884140637, 0, 1, 1, NULL, 'DU0P0/1795884140.000029', NULL, 4, '1e0e8f4750257aa7', 1795884140637);
INSERT INTO public.outbox VALUES ('vMR58qwky_gIbxFvV7iTnQ', 'room h-aV5jCtBf3ho6JhxRrpYQ', 2, 'channel_line', 'h-aV5jCtBf3ho6JhxRrpYQ', '[{"room":{"_0":{"id":"C0SHARED0","workspace":{"channel":"slack","id":"T0VENDOR"}}}}]', NULL, NULL, 2, 1795884140637, 0, 1, 1, NULL, 'C0SHARED0/1795884140.000028', NULL, 5, '1e0e8f4750257aa7', 1795884140637);
INSERT INTO public.outbox VALUES ('tWrIsaSbhO4uuxfeJVfNHQ', 'review sAC3hXa0d0bdLl_2Q2hLwA', 2, 'review_card_update', 'sAC3hXa0d0bdLl_2Q2hLwA', '[{"direct":{"_0":{"user":"U0AE","workspace":{"channel":"slack","id":"T0VENDOR"}},"installation":{"channel":"slack","id":"T0VENDOR"}}}]', NULL, 'z9_itfYsRE-GtGHqRurrug', 2, 1795884140637, 0, 1, 1, NULL, 'DU0AE/1795884140.000022', NULL, 3, '1e0e8f4750257aa7', 1795884140637);
INSERT INTO public.outbox VALUES ('XHiwejxio56yieM8i2_Vmg', 'answer U0AE', 1, 'answer', NULL, '[{"direct":{"_0":{"user":"U0AE","workspace":{"channel":"slack","id":"T0VENDOR"}},"installation":{"channel":"slack","id":"T0VENDOR"}}}]', NULL, NULL, 2, 1795884140637, 0, 1, 1, NULL, 'DU0AE/1795884140.000030', NULL, 1, '1e0e8f4750257aa7', 1795884140637);
INSERT INTO public.outbox VALUES ('CH2Fb6iHxeVGgq_2YQssRw', 'review S1Uv4TyYcMRlynxmYXF23g', 2, 'review_card_update', 'S1Uv4TyYcMRlynxmYXF23g', '[{"direct":{"_0":{"user":"U0AE","workspace":{"channel":"slack","id":"T0VENDOR"}},"installation":{"channel":"slack","id":"T0VENDOR"}}}]', NULL, 'O9p4WFgMjbkqUTZDXCtePQ', 2, 1795884140658, 0, 1, 1, NULL, 'DU0AE/1795884140.000009', NULL, 3, '012dc0ae57421f09', 1795884140658);
INSERT INTO public.outbox VALUES ('nahIh8-m3VddCnu3ShCCVA', 'submitter S1Uv4TyYcMRlynxmYXF23g', 1, 'submitter_note', 'S1Uv4TyYcMRlynxmYXF23g', '[{"direct":{"_0":{"user":"U0P1","workspace":{"channel":"slack","id":"T0PART1"}},"installation":{"channel":"slack","id":"T0VENDOR"}}},{"privately":{"_0":{"user":"U0P1","workspace":{"channel":"slack","id":"T0PART1"}},"_1":{"id":"C0SHARED1","workspace":{"channel":"slack","id":"T0VENDOR"}}}},{"room":{"_0":{"id":"C0SHARED1","workspace":{"channel":"slack","id":"T0VENDOR"}}}}]', NULL, NULL, 2, 1795884140658, 0, 1, 1, NULL, 'DU0P1/1795884140.000034', NULL, 4, '012dc0ae57421f09', 1795884140658);
INSERT INTO public.outbox VALUES ('sU4GGsDLZZKcoQ6tWo14Sw', 'room S1Uv4TyYcMRlynxmYXF23g', 2, 'channel_line', 'S1Uv4TyYcMRlynxmYXF23g', '[{"room":{"_0":{"id":"C0SHARED1","workspace":{"channel":"slack","id":"T0VENDOR"}}}}]', NULL, NULL, 2, 1795884140658, 0, 1, 1, NULL, 'C0SHARED1/1795884140.000032', NULL, 5, '012dc0ae57421f09', 1795884140658);
INSERT INTO public.outbox VALUES ('TrosuHnHr3sIzJqIdtl2-Q', 'answer U0AE', 2, 'answer', NULL, '[{"direct":{"_0":{"user":"U0AE","workspace":{"channel":"slack","id":"T0VENDOR"}},"installation":{"channel":"slack","id":"T0VENDOR"}}}]', NULL, NULL, 2, 1795884140658, 0, 1, 1, NULL, 'DU0AE/1795884140.000035', NULL, 1, '012dc0ae57421f09', 1795884140658);
INSERT INTO public.outbox VALUES ('AQWdJOJiwHQsT-H10X6E2Q', 'review fuVu94GKCNABFwm87_SjHw', 2, 'review_card_update', 'fuVu94GKCNABFwm87_SjHw', '[{"direct":{"_0":{"user":"U0AE","workspace":{"channel":"slack","id":"T0VENDOR"}},"installation":{"channel":"slack","id":"T0VENDOR"}}}]', NULL, 'QNHxVhTMTRRXQUiuZNaf0g', 2, 1795884140677, 0, 1, 1, NULL, 'DU0AE/1795884140.000011', NULL, 3, '27e0333f2c8c4db8', 1795884140677);
INSERT INTO public.outbox VALUES ('jGR--nsVzekarh8oKlCIVQ', 'submitter fuVu94GKCNABFwm87_SjHw', 1, 'submitter_note', 'fuVu94GKCNABFwm87_SjHw', '[{"direct":{"_0":{"user":"U0P2","workspace":{"channel":"slack","id":"T0PART2"}},"installation":{"channel":"slack","id":"T0VENDOR"}}},{"privately":{"_0":{"user":"U0P2","workspace":{"channel":"slack","id":"T0PART2"}},"_1":{"id":"C0SHARED2","workspace":{"channel":"slack","id":"T0VENDOR"}}}},{"room":{"_0":{"id":"C0SHARED2","workspace":{"channel":"slack","id":"T0VENDOR"}}}}]', NULL, NULL, 2, 1795884140677, 0, 1, 1, NULL, 'DU0P2/1795884140.000038', NULL, 4, '27e0333f2c8c4db8', 1795884140677);
INSERT INTO public.outbox VALUES ('47irwAcBYRxUvSAmhL8Stg', 'room fuVu94GKCNABFwm87_SjHw', 2, 'channel_line', 'fuVu94GKCNABFwm87_SjHw', '[{"room":{"_0":{"id":"C0SHARED2","workspace":{"channel":"slack","id":"T0VENDOR"}}}}]', NULL, NULL, 2, 1795884140677, 0, 1, 1, NULL, 'C0SHARED2/1795884140.000039', NULL, 5, '27e0333f2c8c4db8', 1795884140677);
INSERT INTO public.outbox VALUES ('T9HjOqKSc1q0VWWuaA55Yg', 'answer U0AE', 3, 'answer', NULL, '[{"direct":{"_0":{"user":"U0AE","workspace":{"channel":"slack","id":"T0VENDOR"}},"installation":{"channel":"slack","id":"T0VENDOR"}}}]', NULL, NULL, 2, 1795884140677, 0, 1, 1, NULL, 'DU0AE/1795884140.000040', NULL, 1, '27e0333f2c8c4db8', 1795884140677);
INSERT INTO public.outbox VALUES ('irX1cpeM--0SWH_90hjq_w', 'review fuVu94GKCNABFwm87_SjHw', 3, 'review_card_update', 'fuVu94GKCNABFwm87_SjHw', '[{"direct":{"_0":{"user":"U0AE","workspace":{"channel":"slack","id":"T0VENDOR"}},"installation":{"channel":"slack","id":"T0VENDOR"}}}]', NULL, 'QNHxVhTMTRRXQUiuZNaf0g', 2, 1795884140710, 0, 1, 1, NULL, 'DU0AE/1795884140.000011', NULL, 6, '1a2c2c096a548119', 1795884140710);
INSERT INTO public.outbox VALUES ('18epNnjioJavc79RGxGMaQ', 'room fuVu94GKCNABFwm87_SjHw', 3, 'channel_line', 'fuVu94GKCNABFwm87_SjHw', '[{"room":{"_0":{"id":"C0SHARED2","workspace":{"channel":"slack","id":"T0VENDOR"}}}}]', NULL, NULL, 2, 1795884140710, 0, 1, 1, NULL, 'C0SHARED2/1795884140.000042', NULL, 7, '1a2c2c096a548119', 1795884140710);
INSERT INTO public.partner VALUES ('ARj2iJNgxEZszu8IL-KNWQ', 'Partner 0 GmbH', 'partner 0 gmbh', 'gold', 'reseller', '["DE"]', '[{"ascii":"partner0.example","display":"partner0.example"}]', NULL, 'good', '[]');
INSERT INTO public.partner VALUES ('ZdSxagtZc3JStSx_5sSuEQ', 'Partner 1 GmbH', 'partner 1 gmbh', 'gold', 'reseller', '["DE"]', '[{"ascii":"partner1.example","display":"partner1.example"}]', NULL, 'good', '[]');
INSERT INTO public.partner VALUES ('sMkocKwbRmCDvYzTTAC2Wg', 'Partner 2 GmbH', 'partner 2 gmbh', 'gold', 'reseller', '["DE"]', '[{"ascii":"partner2.example","display":"partner2.example"}]', NULL, 'good', '[]');
INSERT INTO public.partner VALUES ('20eMejsBufF8AY3RZOExDA', 'Partner 3 GmbH', 'partner 3 gmbh', 'gold', 'reseller', '["DE"]', '[{"ascii":"partner3.example","display":"partner3.example"}]', NULL, 'good', '[]');
INSERT INTO public.personal VALUES ('h-aV5jCtBf3ho6JhxRrpYQ', 'contact_email', 'kim.c321e9@prospect0.example');
INSERT INTO public.personal VALUES ('h-aV5jCtBf3ho6JhxRrpYQ', 'contact_name', 'Kim Doe c321e9-contact');
INSERT INTO public.personal VALUES ('h-aV5jCtBf3ho6JhxRrpYQ', 'problem', 'They count by hand c321e9.');
INSERT INTO public.personal VALUES ('S1Uv4TyYcMRlynxmYXF23g', 'contact_email', 'kim.37cfa7@prospect1.example');
INSERT INTO public.personal VALUES ('S1Uv4TyYcMRlynxmYXF23g', 'contact_name', 'Kim Doe 37cfa7-contact');
INSERT INTO public.personal VALUES ('S1Uv4TyYcMRlynxmYXF23g', 'problem', 'They count by hand 37cfa7.');
INSERT INTO public.personal VALUES ('fuVu94GKCNABFwm87_SjHw', 'contact_email', 'kim.7beb0e@prospect2.example');
INSERT INTO public.personal VALUES ('fuVu94GKCNABFwm87_SjHw', 'contact_name', 'Kim Doe 7beb0e-contact');
INSERT INTO public.personal VALUES ('fuVu94GKCNABFwm87_SjHw', 'problem', 'They count by hand 7beb0e.');
INSERT INTO public.personal VALUES ('anh7Be4m_CfshzCAZm9MNA', 'contact_email', 'kim.deea36@prospect3.example');
INSERT INTO public.personal VALUES ('anh7Be4m_CfshzCAZm9MNA', 'contact_name', 'Kim Doe deea36-contact');
INSERT INTO public.personal VALUES ('anh7Be4m_CfshzCAZm9MNA', 'problem', 'They count by hand deea36.');
INSERT INTO public.personal VALUES ('0hvClby0wz1Kbk2jcrtIUQ', 'contact_email', 'kim.c5e919@zweite.example');
INSERT INTO public.personal VALUES ('0hvClby0wz1Kbk2jcrtIUQ', 'contact_name', 'Kim Doe c5e919-contact');
INSERT INTO public.personal VALUES ('0hvClby0wz1Kbk2jcrtIUQ', 'problem', 'They count by hand c5e919.');
INSERT INTO public.personal VALUES ('sAC3hXa0d0bdLl_2Q2hLwA', 'contact_email', 'kim.73e369@prospect0.example');
INSERT INTO public.personal VALUES ('sAC3hXa0d0bdLl_2Q2hLwA', 'contact_name', 'Kim Doe 73e369-contact');
INSERT INTO public.personal VALUES ('sAC3hXa0d0bdLl_2Q2hLwA', 'problem', 'They count by hand 73e369.');
INSERT INTO public.policy_version VALUES ('ed4d20e75bbd', 'program: { id: main, name: Nordlicht Partner Program, language: en, time_zone: Europe/Berlin }
reviewers:
  - { name: Ada Lindqvist, email: ada@vendor.example, slack: { team: T0VENDOR, user: U0AE }, territories: [DE, AT] }
  - { name: Bo Maier, email: bo@vendor.example, slack: { team: T0VENDOR, user: U0MANAGER }, manager: true }
routing: { fallback: Ada Lindqvist }
checks: { similar_name: off }
limits: { checks_per_hour: 10000 }
signals: { burst_per_day: off, idle_holds: off, near_miss_domains: false }
', 1795884140360);
INSERT INTO public.pulse VALUES (1, 0);
INSERT INTO public.registration VALUES ('h-aV5jCtBf3ho6JhxRrpYQ', 'REG-7NWYVVCX', 'ErFh9iQcUUIcz-LZnCfo9A', 'main', 'lead', 'approved', 'ARj2iJNgxEZszu8IL-KNWQ', 'slack', 'T0PART0', 'U0P0', 'slack', 'T0PART0', 'C0SHARED0', 'en', '{"normalised":"company prospect0","plain":"company prospect0","typed":"Company Prospect0"}', 'prospect0.example', 'prospect0.example', 'evaluation', 'reseller', NULL, NULL, NULL, '{"channel":"slack","workspace":"T0PART0","user":"U0P0","text":"I may pass on this contact''s details for this purpose, the contact knows or will be told about it, and what I entered is true to my knowledge.","language":"en","version":"1","at":1795884140428,"through":"slack"}', 'prospect0.example', 'account', '[{"evidence":[],"outcome":"pass","reason":"prospect_free","rule":"duplicate_domain"},{"evidence":[],"outcome":"pass","reason":"no_known_deal","rule":"existing_customer"},{"evidence":[],"outcome":"pass","reason":"territory_unknown","rule":"territory"},{"evidence":[],"outcome":"pass","reason":"account_open","rule":"blocked_account"},{"evidence":[],"outcome":"pass","reason":"partner_good","rule":"partner_standing"},{"evidence":[],"outcome":"pass","reason":"caps_kept","rule":"partner_caps"},{"evidence":[],"outcome":"pass","reason":"domain_company","rule":"domain_kind"},{"evidence":[],"outcome":"pass","reason":"no_direct_sale","rule":"direct_sale"},{"evidence":[],"outcome":"pass","reason":"eligible","rule":"eligibility"},{"evidence":[],"outcome":"pass","reason":"answers_complete","rule":"completeness"},{"evidence":[],"outcome":"pass","reason":"consent_given","rule":"consent"}]', 'ed4d20e75bbd', 1795884140428, NULL, '{"outcome":"approved","by":"Ada Lindqvist","at":1795884140637}', NULL, '{"registration":"h-aV5jCtBf3ho6JhxRrpYQ","partner":"ARj2iJNgxEZszu8IL-KNWQ","company":"prospect0.example","scope":"account","from":1795884140637,"until":1803682799000}', 'Ada Lindqvist', 1, NULL, NULL, '{"duties":[{"kind":"first_meeting","hasMoved":false,"reminded":0,"startedAt":1795884140637,"rung":0,"isHandedOver":false,"within":"14 days","due":1797116399000}],"completeAt":1795884140428,"share":1}', 1796371201000, 0, NULL, NULL, 1797116399000);
INSERT INTO public.registration VALUES ('S1Uv4TyYcMRlynxmYXF23g', 'REG-293435KQ', '3_HgZjnJzgi-8KQWX0ZtyQ', 'main', 'lead', 'approved', 'ZdSxagtZc3JStSx_5sSuEQ', 'slack', 'T0PART1', 'U0P1', 'slack', 'T0PART1', 'C0SHARED1', 'en', '{"normalised":"company prospect1","plain":"company prospect1","typed":"Company Prospect1"}', 'prospect1.example', 'prospect1.example', 'evaluation', 'reseller', NULL, NULL, NULL, '{"channel":"slack","workspace":"T0PART1","user":"U0P1","text":"I may pass on this contact''s details for this purpose, the contact knows or will be told about it, and what I entered is true to my knowledge.","language":"en","version":"1","at":1795884140472,"through":"slack"}', 'prospect1.example', 'account', '[{"evidence":[],"outcome":"pass","reason":"prospect_free","rule":"duplicate_domain"},{"evidence":[],"outcome":"pass","reason":"no_known_deal","rule":"existing_customer"},{"evidence":[],"outcome":"pass","reason":"territory_unknown","rule":"territory"},{"evidence":[],"outcome":"pass","reason":"account_open","rule":"blocked_account"},{"evidence":[],"outcome":"pass","reason":"partner_good","rule":"partner_standing"},{"evidence":[],"outcome":"pass","reason":"caps_kept","rule":"partner_caps"},{"evidence":[],"outcome":"pass","reason":"domain_company","rule":"domain_kind"},{"evidence":[],"outcome":"pass","reason":"no_direct_sale","rule":"direct_sale"},{"evidence":[],"outcome":"pass","reason":"eligible","rule":"eligibility"},{"evidence":[],"outcome":"pass","reason":"answers_complete","rule":"completeness"},{"evidence":[],"outcome":"pass","reason":"consent_given","rule":"consent"}]', 'ed4d20e75bbd', 1795884140472, NULL, '{"outcome":"approved","by":"Ada Lindqvist","at":1795884140658}', NULL, '{"registration":"S1Uv4TyYcMRlynxmYXF23g","partner":"ZdSxagtZc3JStSx_5sSuEQ","company":"prospect1.example","scope":"account","from":1795884140658,"until":1803682799000}', 'Ada Lindqvist', 1, NULL, NULL, '{"completeAt":1795884140472,"share":1,"duties":[{"kind":"first_meeting","hasMoved":false,"reminded":0,"startedAt":1795884140658,"rung":0,"isHandedOver":false,"within":"14 days","due":1797116399000}]}', 1796371201000, 0, NULL, NULL, 1797116399000);
INSERT INTO public.registration VALUES ('fuVu94GKCNABFwm87_SjHw', 'REG-NXHY3180', 'brnBG2gCGTNOvTsJJGmCxg', 'main', 'lead', 'withdrawn', 'sMkocKwbRmCDvYzTTAC2Wg', 'slack', 'T0PART2', 'U0P2', 'slack', 'T0PART2', 'C0SHARED2', 'en', '{"normalised":"company prospect2","plain":"company prospect2","typed":"Company Prospect2"}', 'prospect2.example', 'prospect2.example', 'evaluation', 'reseller', NULL, NULL, NULL, '{"channel":"slack","workspace":"T0PART2","user":"U0P2","text":"I may pass on this contact''s details for this purpose, the contact knows or will be told about it, and what I entered is true to my knowledge.","language":"en","version":"1","at":1795884140502,"through":"slack"}', 'prospect2.example', 'account', '[{"evidence":[],"outcome":"pass","reason":"prospect_free","rule":"duplicate_domain"},{"evidence":[],"outcome":"pass","reason":"no_known_deal","rule":"existing_customer"},{"evidence":[],"outcome":"pass","reason":"territory_unknown","rule":"territory"},{"evidence":[],"outcome":"pass","reason":"account_open","rule":"blocked_account"},{"evidence":[],"outcome":"pass","reason":"partner_good","rule":"partner_standing"},{"evidence":[],"outcome":"pass","reason":"caps_kept","rule":"partner_caps"},{"evidence":[],"outcome":"pass","reason":"domain_company","rule":"domain_kind"},{"evidence":[],"outcome":"pass","reason":"no_direct_sale","rule":"direct_sale"},{"evidence":[],"outcome":"pass","reason":"eligible","rule":"eligibility"},{"evidence":[],"outcome":"pass","reason":"answers_complete","rule":"completeness"},{"evidence":[],"outcome":"pass","reason":"consent_given","rule":"consent"}]', 'ed4d20e75bbd', 1795884140502, NULL, '{"outcome":"approved","by":"Ada Lindqvist","at":1795884140677}', NULL, NULL, 'Ada Lindqvist', 1, 1795884140710, NULL, '{"completeAt":1795884140502,"share":1}', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.registration VALUES ('anh7Be4m_CfshzCAZm9MNA', 'REG-DEHPBY16', 'z3E4Cn3ri1W4gsN2EtZyWQ', 'main', 'lead', 'submitted', '20eMejsBufF8AY3RZOExDA', 'slack', 'T0PART3', 'U0P3', 'slack', 'T0PART3', 'C0SHARED3', 'en', '{"normalised":"company prospect3","plain":"company prospect3","typed":"Company Prospect3"}', 'prospect3.example', 'prospect3.example', 'evaluation', 'reseller', NULL, NULL, NULL, '{"channel":"slack","workspace":"T0PART3","user":"U0P3","text":"I may pass on this contact''s details for this purpose, the contact knows or will be told about it, and what I entered is true to my knowledge.","language":"en","version":"1","at":1795884140536,"through":"slack"}', 'prospect3.example', 'account', '[{"evidence":[],"outcome":"pass","reason":"prospect_free","rule":"duplicate_domain"},{"evidence":[],"outcome":"pass","reason":"no_known_deal","rule":"existing_customer"},{"evidence":[],"outcome":"pass","reason":"territory_unknown","rule":"territory"},{"evidence":[],"outcome":"pass","reason":"account_open","rule":"blocked_account"},{"evidence":[],"outcome":"pass","reason":"partner_good","rule":"partner_standing"},{"evidence":[],"outcome":"pass","reason":"caps_kept","rule":"partner_caps"},{"evidence":[],"outcome":"pass","reason":"domain_company","rule":"domain_kind"},{"evidence":[],"outcome":"pass","reason":"no_direct_sale","rule":"direct_sale"},{"evidence":[],"outcome":"pass","reason":"eligible","rule":"eligibility"},{"evidence":[],"outcome":"pass","reason":"answers_complete","rule":"completeness"},{"evidence":[],"outcome":"pass","reason":"consent_given","rule":"consent"}]', 'ed4d20e75bbd', 1795884140536, 1796198400000, NULL, NULL, NULL, 'Ada Lindqvist', 1, NULL, NULL, '{"completeAt":1795884140536,"duties":[{"isHandedOver":false,"kind":"answer","rung":0,"startedAt":1795884140536,"due":1796198400000,"hasMoved":false,"reminded":0,"within":"2 business days"}]}', 1796198401000, 0, NULL, 1796198400000, NULL);
INSERT INTO public.registration VALUES ('0hvClby0wz1Kbk2jcrtIUQ', 'REG-QYZPS41W', 'ejiI9dGuxtVNppsffreBDw', 'main', 'lead', 'submitted', 'ARj2iJNgxEZszu8IL-KNWQ', 'slack', 'T0PART0', 'U0P0', 'slack', 'T0PART0', 'C0SHARED0', 'en', '{"normalised":"company zweite","plain":"company zweite","typed":"Company Zweite"}', 'zweite.example', 'zweite.example', 'evaluation', 'reseller', NULL, NULL, NULL, '{"channel":"slack","workspace":"T0PART0","user":"U0P0","text":"I may pass on this contact''s details for this purpose, the contact knows or will be told about it, and what I entered is true to my knowledge.","language":"en","version":"1","at":1795884140576,"through":"slack"}', 'zweite.example', 'account', '[{"evidence":[],"outcome":"pass","reason":"prospect_free","rule":"duplicate_domain"},{"evidence":[],"outcome":"pass","reason":"no_known_deal","rule":"existing_customer"},{"evidence":[],"outcome":"pass","reason":"territory_unknown","rule":"territory"},{"evidence":[],"outcome":"pass","reason":"account_open","rule":"blocked_account"},{"evidence":[],"outcome":"pass","reason":"partner_good","rule":"partner_standing"},{"evidence":[],"outcome":"pass","reason":"caps_kept","rule":"partner_caps"},{"evidence":[],"outcome":"pass","reason":"domain_company","rule":"domain_kind"},{"evidence":[],"outcome":"pass","reason":"no_direct_sale","rule":"direct_sale"},{"evidence":[],"outcome":"pass","reason":"eligible","rule":"eligibility"},{"evidence":[],"outcome":"pass","reason":"answers_complete","rule":"completeness"},{"evidence":[],"outcome":"pass","reason":"consent_given","rule":"consent"}]', 'ed4d20e75bbd', 1795884140576, 1796198400000, NULL, NULL, NULL, 'Ada Lindqvist', 1, NULL, NULL, '{"duties":[{"isHandedOver":false,"rung":0,"kind":"answer","startedAt":1795884140576,"due":1796198400000,"hasMoved":false,"reminded":0,"within":"2 business days"}],"completeAt":1795884140576}', 1796198401000, 0, NULL, 1796198400000, NULL);
INSERT INTO public.registration VALUES ('sAC3hXa0d0bdLl_2Q2hLwA', 'REG-6RSHQS2N', 'wQYfzB7ojbRKqGV9CrWmvA', 'main', 'lead', 'submitted', 'ZdSxagtZc3JStSx_5sSuEQ', 'slack', 'T0PART1', 'U0P1', 'slack', 'T0PART1', 'C0SHARED1', 'en', '{"normalised":"company prospect0","plain":"company prospect0","typed":"Company Prospect0"}', 'prospect0.example', 'prospect0.example', 'evaluation', 'reseller', NULL, NULL, NULL, '{"channel":"slack","workspace":"T0PART1","user":"U0P1","text":"I may pass on this contact''s details for this purpose, the contact knows or will be told about it, and what I entered is true to my knowledge.","language":"en","version":"1","at":1795884140620,"through":"slack"}', 'prospect0.example', 'account', '[{"evidence":[{"name":"claimed_by","value":"REG-7NWYVVCX Partner 0 GmbH (submitted)"}],"outcome":"flag","reason":"prospect_claimed","rule":"duplicate_domain"},{"evidence":[],"outcome":"pass","reason":"no_known_deal","rule":"existing_customer"},{"evidence":[],"outcome":"pass","reason":"territory_unknown","rule":"territory"},{"evidence":[],"outcome":"pass","reason":"account_open","rule":"blocked_account"},{"evidence":[],"outcome":"pass","reason":"partner_good","rule":"partner_standing"},{"evidence":[],"outcome":"pass","reason":"caps_kept","rule":"partner_caps"},{"evidence":[],"outcome":"pass","reason":"domain_company","rule":"domain_kind"},{"evidence":[],"outcome":"pass","reason":"no_direct_sale","rule":"direct_sale"},{"evidence":[],"outcome":"pass","reason":"eligible","rule":"eligibility"},{"evidence":[],"outcome":"pass","reason":"answers_complete","rule":"completeness"},{"evidence":[],"outcome":"pass","reason":"consent_given","rule":"consent"}]', 'ed4d20e75bbd', 1795884140620, NULL, NULL, NULL, NULL, 'Ada Lindqvist', 1, NULL, NULL, '{"completeAt":1795884140620}', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.spoken_language VALUES ('slack', 'T0VENDOR', 'U0AE', 'en', 1795884140637);
INSERT INTO public.tally VALUES ('check', 'ARj2iJNgxEZszu8IL-KNWQ', 1795884140406);
INSERT INTO public.tally VALUES ('verdict', 'ErFh9iQcUUIcz-LZnCfo9A prospect0.example Company Prospect0', 1795884140406);
INSERT INTO public.tally VALUES ('check', 'ARj2iJNgxEZszu8IL-KNWQ', 1795884140428);
INSERT INTO public.tally VALUES ('check', 'ZdSxagtZc3JStSx_5sSuEQ', 1795884140450);
INSERT INTO public.tally VALUES ('verdict', '3_HgZjnJzgi-8KQWX0ZtyQ prospect1.example Company Prospect1', 1795884140450);
INSERT INTO public.tally VALUES ('check', 'ZdSxagtZc3JStSx_5sSuEQ', 1795884140472);
INSERT INTO public.tally VALUES ('check', 'sMkocKwbRmCDvYzTTAC2Wg', 1795884140484);
INSERT INTO public.tally VALUES ('verdict', 'brnBG2gCGTNOvTsJJGmCxg prospect2.example Company Prospect2', 1795884140484);
INSERT INTO public.tally VALUES ('check', 'sMkocKwbRmCDvYzTTAC2Wg', 1795884140502);
INSERT INTO public.tally VALUES ('check', '20eMejsBufF8AY3RZOExDA', 1795884140520);
INSERT INTO public.tally VALUES ('verdict', 'z3E4Cn3ri1W4gsN2EtZyWQ prospect3.example Company Prospect3', 1795884140520);
INSERT INTO public.tally VALUES ('check', '20eMejsBufF8AY3RZOExDA', 1795884140536);
INSERT INTO public.tally VALUES ('check', 'ARj2iJNgxEZszu8IL-KNWQ', 1795884140548);
INSERT INTO public.tally VALUES ('verdict', 'ejiI9dGuxtVNppsffreBDw zweite.example Company Zweite', 1795884140548);
INSERT INTO public.tally VALUES ('check', 'ARj2iJNgxEZszu8IL-KNWQ', 1795884140576);
INSERT INTO public.tally VALUES ('check', 'ZdSxagtZc3JStSx_5sSuEQ', 1795884140594);
INSERT INTO public.tally VALUES ('verdict', 'wQYfzB7ojbRKqGV9CrWmvA prospect0.example Company Prospect0', 1795884140594);
INSERT INTO public.tally VALUES ('check', 'ZdSxagtZc3JStSx_5sSuEQ', 1795884140620);
INSERT INTO public.tally VALUES ('kept_answer', 'slack:T0VENDOR', 1795884140637);
INSERT INTO public.tally VALUES ('kept_answer', 'slack:T0VENDOR', 1795884140658);
INSERT INTO public.tally VALUES ('kept_answer', 'slack:T0VENDOR', 1795884140677);
INSERT INTO public.tally VALUES ('check', 'ZdSxagtZc3JStSx_5sSuEQ', 1795884140716);
INSERT INTO public.workspace VALUES ('slack', 'T0PART0', NULL, 'ARj2iJNgxEZszu8IL-KNWQ');
INSERT INTO public.workspace VALUES ('slack', 'T0PART1', NULL, 'ZdSxagtZc3JStSx_5sSuEQ');
INSERT INTO public.workspace VALUES ('slack', 'T0PART2', NULL, 'sMkocKwbRmCDvYzTTAC2Wg');
INSERT INTO public.workspace VALUES ('slack', 'T0PART3', NULL, '20eMejsBufF8AY3RZOExDA');
ALTER TABLE ONLY public.commit_mark
    ADD CONSTRAINT commit_mark_pkey PRIMARY KEY (session, number);
ALTER TABLE ONLY public.commitment
    ADD CONSTRAINT commitment_pkey PRIMARY KEY (chain, sequence, "position");
ALTER TABLE ONLY public.delivery
    ADD CONSTRAINT delivery_pkey PRIMARY KEY (source, delivery_key);
ALTER TABLE ONLY public.direct_sale
    ADD CONSTRAINT direct_sale_pkey PRIMARY KEY (company, opened_at);
ALTER TABLE ONLY public.draft
    ADD CONSTRAINT draft_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (chain, sequence);
ALTER TABLE ONLY public.install_state
    ADD CONSTRAINT install_state_pkey PRIMARY KEY (digest);
ALTER TABLE ONLY public.installation
    ADD CONSTRAINT installation_pkey PRIMARY KEY (channel, workspace);
ALTER TABLE ONLY public.joined_room
    ADD CONSTRAINT joined_room_pkey PRIMARY KEY (channel, workspace, id);
ALTER TABLE ONLY public.lease
    ADD CONSTRAINT lease_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.mark
    ADD CONSTRAINT mark_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.name_key
    ADD CONSTRAINT name_key_pkey PRIMARY KEY (blocking_key, company);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_conversation_seq_key UNIQUE (conversation, seq);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.partner
    ADD CONSTRAINT partner_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.personal
    ADD CONSTRAINT personal_pkey PRIMARY KEY (owner, name);
ALTER TABLE ONLY public.policy_version
    ADD CONSTRAINT policy_version_pkey PRIMARY KEY (version);
ALTER TABLE ONLY public.pulse
    ADD CONSTRAINT pulse_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_case_number_key UNIQUE (case_number);
ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_draft_key UNIQUE (draft);
ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.spoken_language
    ADD CONSTRAINT spoken_language_pkey PRIMARY KEY (channel, workspace, user_id);
ALTER TABLE ONLY public.workspace
    ADD CONSTRAINT workspace_pkey PRIMARY KEY (channel, id);
CREATE INDEX delivery_by_time ON public.delivery USING btree (claimed_at);
CREATE INDEX draft_open ON public.draft USING btree (owner_channel, owner_workspace, owner_user) WHERE (registration IS NULL);
CREATE INDEX hold_by_registration ON public.hold USING btree (registration);
CREATE UNIQUE INDEX hold_live ON public.hold USING btree (company, scope) WHERE (ended_at IS NULL);
CREATE INDEX install_state_by_expiry ON public.install_state USING btree (expires_at);
CREATE INDEX outbox_by_registration ON public.outbox USING btree (registration, registration_seq);
CREATE INDEX outbox_by_rewrites ON public.outbox USING btree (rewrites, seq);
CREATE INDEX outbox_by_state ON public.outbox USING btree (state, due, id);
CREATE UNIQUE INDEX outbox_one_leased ON public.outbox USING btree (conversation) WHERE (state = 1);
CREATE INDEX outbox_waiting ON public.outbox USING btree (conversation, seq) WHERE (state = ANY (ARRAY[(0)::bigint, (1)::bigint]));
CREATE INDEX partner_by_name ON public.partner USING btree (folded_name, id);
CREATE INDEX registration_by_company ON public.registration USING btree (company, submitted_at, id);
CREATE INDEX registration_by_company_status ON public.registration USING btree (company, status, submitted_at, id);
CREATE INDEX registration_by_partner ON public.registration USING btree (partner, submitted_at, id);
CREATE INDEX registration_by_partner_status ON public.registration USING btree (partner, status, submitted_at, id);
CREATE INDEX registration_by_reviewer ON public.registration USING btree (reviewer, submitted_at, id);
CREATE INDEX registration_by_reviewer_status ON public.registration USING btree (reviewer, status, submitted_at, id);
CREATE INDEX registration_by_status ON public.registration USING btree (status, submitted_at, id);
CREATE INDEX registration_by_time ON public.registration USING btree (submitted_at, id);
CREATE INDEX registration_partner_due ON public.registration USING btree (partner_due_at) WHERE (partner_due_at IS NOT NULL);
CREATE INDEX registration_reviewer_due ON public.registration USING btree (reviewer_due_at) WHERE (reviewer_due_at IS NOT NULL);
CREATE INDEX registration_ticking ON public.registration USING btree (id) WHERE (wake_at IS NOT NULL);
CREATE INDEX registration_waking ON public.registration USING btree (wake_at, id) WHERE (wake_at IS NOT NULL);
CREATE INDEX tally_by_key ON public.tally USING btree (name, counted_for, counted_at);
CREATE INDEX tally_by_time ON public.tally USING btree (counted_at);
CREATE INDEX workspace_by_partner ON public.workspace USING btree (partner, channel, id);
