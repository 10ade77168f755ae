//! Parties that people belong to: "SPD-Politiker", "Meyer (SPD)".

/// Parties as they stand beside a name.
pub(super) const PARTIES: [&str; 22] = [
    "CDU",
    "CSU",
    "SPD",
    "FDP",
    "Grüne",
    "Grünen",
    "Linke",
    "Linken",
    "AfD",
    "BSW",
    "NPD",
    "PDS",
    "ÖVP",
    "SPÖ",
    "FPÖ",
    "Neos",
    "NEOS",
    "SVP",
    "CVP",
    "GLP",
    "SP",
    "Linkspartei",
];

/// The party in a word such as "SPD-Politiker".
pub(super) fn party_of(word: &str) -> Option<&'static str> {
    let head = word.split(['-', '–']).next().filter(|head| head.len() < word.len())?;
    PARTIES.iter().find(|party| **party == head).copied()
}
