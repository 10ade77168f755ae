//! Words that the rules of this stage know by name, as hashes of their lower-case form.

use crate::model::hash;

macro_rules! words {
    ($($name:ident = $word:literal,)*) => {
        $(pub const $name: u32 = hash($word);)*
    };
}

words! {
    ALS = "als",
    BITTE = "bitte",
    DASS = "dass",
    DASS_OLD = "daß",
    DEREN = "deren",
    DESSEN = "dessen",
    DU = "du",
    EIN = "ein",
    FALLS = "falls",
    ICH = "ich",
    GEFALLEN = "gefallen",
    GELANGT = "gelangt",
    GERATEN = "geraten",
    IHR = "ihr",
    OB = "ob",
    SEIN = "sein",
    SICH = "sich",
    SOFERN = "sofern",
    SOLLTE = "sollte",
    SOLLTEN = "sollten",
    UND = "und",
    VOR = "vor",
    WENN = "wenn",
    WIE = "wie",
    WIR = "wir",
    ZU = "zu",
}

/// Verbs that form a group with a past participle.
pub const HELPERS: [u32; 21] = [
    hash("haben"),
    hash("sein"),
    hash("werden"),
    hash("können"),
    hash("müssen"),
    hash("sollen"),
    hash("wollen"),
    hash("dürfen"),
    hash("mögen"),
    hash("lassen"),
    hash("bekommen"),
    hash("erhalten"),
    hash("kriegen"),
    hash("bleiben"),
    hash("gelten"),
    hash("gehören"),
    hash("scheinen"),
    hash("brauchen"),
    hash("kommen"),
    hash("sehen"),
    hash("drohen"),
];
