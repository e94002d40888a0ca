// Who speaks with the doctor, and for whom: a child has an adult beside her, an adult who is absent somebody who may speak for her.

import { Choice, Field } from "../../../parts/field.js";
import { Select } from "../../../parts/select.js";
import { html, useState } from "../../../vendor/preact_htm.js";
import { say, sayEither, sayList } from "../../../words/words.js";
import { Helplines } from "./helplines.js";

/** @typedef {import("./card_view.js").CardProps} CardProps */
/** @typedef {import("./told.js").Caller} Caller */
/** @typedef {import("../../../parts/person.js").Relation} Relation */

const ADULT_YEARS = 18;
/** Below that nobody speaks for herself. */
const SPEAKS_YEARS = 6;
const OTHERS = /** @type {const} */ (["child", "spouse", "parent", "sibling", "grandparent", "grandchild", "other"]);
/** Few, so that all are seen at once; another one only where the family has said so. @type {readonly Relation[]} */
const FEW = ["child", "spouse", "parent", "sibling", "other"];
const IDENTITIES = /** @type {const} */ (["aadhaar", "voter", "ration_card", "driving_licence", "pan", "passport", "abha", "other"]);
const AUTHORITIES = /** @type {const} */ (["spoken", "incapacitated", "guardian", "written", "other"]);

/** @param {CardProps} props */
export function CallerCard({ intake, asked, wrong, tell, patient, token }) {
  const { caller } = intake;
  const [isOther, setOther] = useState(caller.relation !== null && caller.relation !== "self");
  const isMinor = (patient?.age ?? ADULT_YEARS) < ADULT_YEARS || asked.needed.includes("adult_name") || caller.adult_name !== null;
  const speaksHerself = caller.relation === "self";
  const say_ = (/** @type {Partial<Caller>} */ part, soon = false) => tell({ caller: part }, { soon });
  const choose = (/** @type {string} */ who) => {
    setOther(who === "other");
    if (who === "self") say_({ relation: "self", patient_beside: true });
    else if (speaksHerself) say_({ relation: null, patient_beside: null });
  };
  const options = [
    ...((patient?.age ?? ADULT_YEARS) < SPEAKS_YEARS ? [] : [{ value: "self", word: html`<bdi>${token.patient_name}</bdi>` }]),
    { value: "other", word: say("speaks_other") },
  ];
  return html`<div class="form asked">
    <${Choice} name="speaks" label=${say("speaks")} isLong value=${speaksHerself ? "self" : isOther ? "other" : null} options=${options} onChoose=${choose} />
    ${isOther && !speaksHerself && html`<${Others} caller=${caller} patient=${patient} name=${token.patient_name} say_=${say_} />`}
    ${isMinor && speaksHerself && html`<${Alone} caller=${caller} asked=${asked} wrong=${wrong} say_=${say_} />`}
    ${isMinor && isOther && !speaksHerself && caller.relation !== null && html`<${Adult} caller=${caller} wrong=${wrong} say_=${say_} label=${say("adult_is_you")} />`}
    ${!isMinor && caller.patient_beside === false && html`<${Right} caller=${caller} wrong=${wrong} name=${token.patient_name} say_=${say_} />`}
    <div role="status">${caller.relation !== null && asked.guidance === null && asked.needed.length > 0 && html`<p class="note trouble">${say("still_needed", { what: sayList(asked.needed.map((field) => sayEither(`needs_${field}`, "needs_other"))) })}</p>`}</div>
  </div>`;
}

/** @typedef {(part: Partial<Caller>, soon?: boolean) => void} Say */

/** Somebody speaks for her. @param {{caller: Caller, patient: CardProps["patient"], name: string, say_: Say}} props */
function Others({ caller, patient, name, say_ }) {
  const known = OTHERS.filter((one) => one === patient?.relation || one === caller.relation);
  const relations = [...known.filter((one) => !FEW.includes(one)), ...FEW].map((value) => ({ value, word: say(`relation_${value}`) }));
  const beside = [{ value: "yes", word: say("beside_yes") }, { value: "no", word: say("beside_no") }];
  return html`<${Choice} name="relation" label=${say("what_to_you", { name })} value=${caller.relation} options=${relations} onChoose=${(/** @type {Relation} */ relation) => say_({ relation })} />
    <${Choice} name="beside" label=${say("beside", { name })} value=${caller.patient_beside === null ? null : caller.patient_beside ? "yes" : "no"} options=${beside} onChoose=${(/** @type {string} */ where) => say_({ patient_beside: where === "yes" })} />`;
}

/** An adult, by name and by a card's last signs. @param {{caller: Caller, wrong: readonly string[], say_: Say, label: string}} props */
function Adult({ caller, wrong, say_, label }) {
  const identity = caller.adult_identity ?? { kind: "", last: "" };
  const kinds = IDENTITIES.map((value) => ({ value, word: say(`identity_${value}`) }));
  const tellIdentity = (/** @type {Partial<typeof identity>} */ part, soon = false) => say_({ adult_identity: { ...identity, ...part } }, soon);
  return html`<p class="note">${label}</p>
    <${Field} name="adult_name" label=${say("adult_name")} error=${wrong.includes("adult_name") ? say("wrong_name") : undefined} maxlength="100" autocomplete="name" autocapitalize="words" value=${caller.adult_name ?? ""} onWrite=${(/** @type {string} */ name) => say_({ adult_name: name || null }, true)} />
    <${Select} name="identity-kind" label=${say("identity_kind")} empty=${say("choose")} value=${identity.kind} options=${kinds} onChoose=${(/** @type {string} */ kind) => tellIdentity({ kind })} />
    ${identity.kind !== "" && html`<${Field} name="identity-last" label=${say("identity_last")} hint=${say("identity_last_hint")} error=${wrong.includes("adult_identity") ? say("identity_wrong") : undefined} class="digits short" dir="ltr" maxlength="4" autocomplete="off" autocapitalize="characters" value=${identity.last} onWrite=${(/** @type {string} */ last) => tellIdentity({ last }, true)} />`}`;
}

/** A minor speaks for herself: an adult beside her, or the way to help. @param {{caller: Caller, asked: CardProps["asked"], wrong: readonly string[], say_: Say}} props */
function Alone({ caller, asked, wrong, say_ }) {
  const [answer, setAnswer] = useState(/** @type {string | null} */ (caller.adult_name === null ? null : "yes"));
  const relations = OTHERS.map((value) => ({ value, word: say(`adult_relation_${value}`) }));
  const options = [{ value: "yes", word: say("adult_here_yes") }, { value: "no", word: say("adult_here_no") }];
  return html`<${Choice} name="adult-here" label=${say("adult_here")} value=${answer} options=${options} onChoose=${setAnswer} />
    ${answer === "yes" && html`<${Select} name="adult-relation" label=${say("adult_relation")} empty=${say("choose")} value=${inverse(caller.adult_relation)} options=${relations} onChoose=${(/** @type {Relation} */ relation) => say_({ adult_relation: of(relation) })} />
      <${Adult} caller=${caller} wrong=${wrong} say_=${say_} label=${say("adult_beside")} />`}
    ${answer === "no" && html`<${Helplines} asked=${asked} />`}`;
}

/** By what right somebody speaks for an adult who is not there. @param {{caller: Caller, wrong: readonly string[], name: string, say_: Say}} props */
function Right({ caller, wrong, name, say_ }) {
  const kinds = AUTHORITIES.map((value) => ({ value, word: say(`authority_${value}`) }));
  const kind = caller.authority?.kind ?? null;
  return html`<${Choice} name="authority" label=${say("authority", { name })} isLong value=${kind} options=${kinds} onChoose=${(/** @type {string} */ chosen) => say_({ authority: { kind: chosen, words: caller.authority?.words ?? null } })} />
    ${kind === "other" && html`<${Field} name="authority-words" label=${say("authority_words")} error=${wrong.includes("authority") ? say("authority_wrong") : undefined} maxlength="200" autocomplete="off" value=${caller.authority?.words ?? ""} onWrite=${(/** @type {string} */ words) => say_({ authority: { kind: "other", words } }, true)} />`}`;
}

/** What she says of the adult ("my mother"), and what the server keeps: what she is to that adult. @type {Record<string, Relation>} */
const OF = { parent: "child", child: "parent", grandparent: "grandchild", grandchild: "grandparent", sibling: "sibling", spouse: "spouse", other: "other" };

/** @param {Relation} adult */
function of(adult) {
  return OF[adult] ?? "other";
}

/** @param {Relation | null} kept */
function inverse(kept) {
  return kept === null ? "" : of(kept);
}
