//! States and regions, and the adjectives and inhabitants that refer to them.

use std::sync::OnceLock;

/// A state or region; all words as the list has them.
#[derive(Clone, Debug)]
pub struct Country {
    /// Its names, the one to show first.
    pub names: Vec<&'static str>,
    /// Adjectives without ending: "russisch".
    pub adjectives: Vec<&'static str>,
    /// Inhabitants without ending: "Russe", "Russin".
    pub inhabitants: Vec<&'static str>,
}

const LIST: &str = include_str!("countries.txt");

/// All countries, in the order of the list.
pub fn countries() -> &'static [Country] {
    static COUNTRIES: OnceLock<Vec<Country>> = OnceLock::new();
    COUNTRIES.get_or_init(|| {
        let words = |field: Option<&'static str>| -> Vec<&'static str> {
            field.unwrap_or("").split(',').map(str::trim).filter(|word| !word.is_empty()).collect()
        };
        let country = |line: &'static str| {
            let mut fields = line.split(';');
            Country { names: words(fields.next()), adjectives: words(fields.next()), inhabitants: words(fields.next()) }
        };
        LIST.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(country).collect()
    })
}
