//! The notation of the Morphy word list ("VER:3:SIN:KJ1:NON"), read as what the lexicon keeps.

use wortlaut::lexicon::{Agreement, Case, Classes, Gender, Number, Reading, VerbForms};

/// The union of analyses in the notation of the word list.
pub fn reading<'a>(analyses: impl Iterator<Item = &'a str>) -> Reading {
    let mut out = Reading::default();
    for analysis in analyses {
        let parts: Vec<&str> = analysis.split(':').collect();
        let has = |part: &str| parts.contains(&part);
        let agreement = agreement(&parts);
        let mut forms = VerbForms::default();
        let mut classes = match parts[0] {
            "SUB" if has("ADJ") => Classes::NOUN | Classes::NOMINALISED,
            "SUB" => Classes::NOUN,
            "EIG" | "IG" => Classes::NAME | name_class(&parts),
            "ADJ" | "PA1" | "PA2" => adjective_class(&parts),
            "ADV" => adverb_class(&parts),
            "PRP" => preposition_class(&parts),
            "ART" => {
                if has("DEF") {
                    Classes::ARTICLE_DEFINITE
                } else {
                    Classes::ARTICLE_INDEFINITE
                }
            }
            "PRO" => pronoun_class(&parts),
            "KON" => match parts.get(1) {
                Some(&"UNT") => Classes::SUBORDINATOR,
                Some(&"VGL" | &"PRI") => Classes::COMPARISON,
                Some(&"INF") => Classes::INFINITIVE_OPENER,
                _ => Classes::COORDINATOR,
            },
            "NEG" => Classes::NEGATION,
            "ZAL" => Classes::NUMERAL,
            "INJ" => Classes::INTERJECTION,
            "ABK" => Classes::ABBREVIATION,
            "ZUS" => Classes::PREFIX,
            "VER" => {
                forms = verb_forms(&parts);
                Classes::VERB
                    | if has("AUX") { Classes::AUXILIARY } else { Classes::default() }
                    | if has("MOD") { Classes::MODAL } else { Classes::default() }
                    | if forms.is_finite() { Classes::FINITE } else { Classes::default() }
            }
            _ => Classes::default(),
        };
        if parts[0] == "PRO" && (has("1") || has("2")) {
            classes |= Classes::SPEAKING;
        }
        out.classes |= classes;
        if parts[0] != "VER" {
            out.agreement |= agreement;
        }
        out.forms |= forms;
    }
    out
}

fn name_class(parts: &[&str]) -> Classes {
    match *parts.last().expect("never empty") {
        "VOR" | "VOR*" | "VOR#" => Classes::FIRST_NAME,
        "NAC" | "PER" => Classes::SURNAME,
        "COU" => Classes::COUNTRY,
        "STD" => Classes::TOWN,
        "GEB" | "WAT" | "MOU" | "GEO" => Classes::PLACE,
        _ => Classes::default(),
    }
}

fn adjective_class(parts: &[&str]) -> Classes {
    let degree = if parts.contains(&"KOM") {
        Classes::COMPARATIVE
    } else if parts.contains(&"SUP") {
        Classes::SUPERLATIVE
    } else {
        Classes::default()
    };
    degree | if parts.contains(&"PRD") { Classes::PREDICATIVE } else { Classes::ADJECTIVE }
}

fn adverb_class(parts: &[&str]) -> Classes {
    let kinds = parts.get(1).copied().unwrap_or_default();
    let mut classes = Classes::ADVERB;
    for kind in kinds.split('+') {
        classes |= match kind {
            "INR" => Classes::ADVERB_QUESTION,
            "PRO" => Classes::ADVERB_PRONOMINAL,
            "TMP" => Classes::ADVERB_TIME,
            "LOK" => Classes::ADVERB_PLACE,
            _ => Classes::default(),
        };
    }
    classes
}

fn preposition_class(parts: &[&str]) -> Classes {
    let mut classes = Classes::PREPOSITION;
    for case in parts.iter().flat_map(|part| part.split('+')) {
        classes |= match case {
            "GEN" => Classes::GOVERNS_GENITIVE,
            "DAT" => Classes::GOVERNS_DATIVE,
            "AKK" => Classes::GOVERNS_ACCUSATIVE,
            "ART" => Classes::CONTRACTION,
            _ => Classes::default(),
        };
    }
    classes
}

fn pronoun_class(parts: &[&str]) -> Classes {
    match parts.get(1).copied().unwrap_or_default() {
        "PER" => Classes::PRONOUN_PERSONAL,
        "REF" => Classes::PRONOUN_REFLEXIVE,
        "POS" => Classes::PRONOUN_POSSESSIVE,
        "DEM" => Classes::PRONOUN_DEMONSTRATIVE,
        "REL" => Classes::PRONOUN_RELATIVE,
        "INR" => Classes::PRONOUN_QUESTION,
        "RIN" => Classes::PRONOUN_QUESTION | Classes::PRONOUN_RELATIVE,
        _ => Classes::PRONOUN_INDEFINITE,
    }
}

fn agreement(parts: &[&str]) -> Agreement {
    let has = |part: &str| parts.contains(&part);
    let cases = [("NOM", Case::Nominative), ("GEN", Case::Genitive), ("DAT", Case::Dative), ("AKK", Case::Accusative)];
    let numbers = [("SIN", Number::Singular), ("PLU", Number::Plural)];
    let genders = [("MAS", Gender::Masculine), ("FEM", Gender::Feminine), ("NEU", Gender::Neuter)];
    let any_gender = !genders.iter().any(|(name, _)| has(name));
    let any_number = !has("SIN") && !has("PLU");
    let mut out = Agreement::NONE;
    for (_, case) in cases.into_iter().filter(|(name, _)| has(name)) {
        for (_, number) in numbers.into_iter().filter(|(name, _)| any_number && parts[0] == "PRO" || has(name)) {
            for (_, gender) in genders.into_iter().filter(|(name, _)| any_gender || has(name)) {
                out |= Agreement::one(case, gender, number);
            }
        }
    }
    out
}

fn verb_forms(parts: &[&str]) -> VerbForms {
    let has = |part: &str| parts.contains(&part);
    let first = match () {
        _ if has("PRÄ") => VerbForms::PRESENT,
        _ if has("PRT") => VerbForms::PRETERITE,
        _ if has("KJ1") => VerbForms::SUBJUNCTIVE_I,
        _ if has("KJ2") => VerbForms::SUBJUNCTIVE_II,
        _ if has("IMP") && has("PLU") => return VerbForms::IMPERATIVE_PLURAL,
        _ if has("IMP") => return VerbForms::IMPERATIVE_SINGULAR,
        _ if has("INF") => return VerbForms::INFINITIVE,
        _ if has("EIZ") => return VerbForms::ZU_INFINITIVE,
        _ if has("PA1") => return VerbForms::PARTICIPLE_1,
        _ if has("PA2") => return VerbForms::PARTICIPLE_2,
        _ => return VerbForms::default(),
    };
    let person = ["1", "2", "3"].iter().position(|person| has(person)).unwrap_or(2);
    VerbForms(1 << (first as usize + person + if has("PLU") { 3 } else { 0 }))
}
