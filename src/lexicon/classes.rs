//! The word classes and subclasses that a form can have.

use std::ops::{BitOr, BitOrAssign};

/// A set of word classes and subclasses that a form can have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Classes(pub u64);

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:literal,)*) => {
        impl Classes {
            $($(#[$doc])* pub const $name: Classes = Classes(1 << $bit);)*
        }
    };
}

classes! {
    /// Common noun.
    NOUN = 0,
    /// Noun that is inflected like an adjective ("Abgeordnete").
    NOMINALISED = 1,
    /// Infinitive used as a noun ("Laufen").
    NOMINAL_INFINITIVE = 2,
    /// Any proper name.
    NAME = 3,
    /// First name.
    FIRST_NAME = 4,
    /// Surname.
    SURNAME = 5,
    /// Country.
    COUNTRY = 6,
    /// Town.
    TOWN = 7,
    /// Region, river, mountain or other place.
    PLACE = 8,
    /// Attributive adjective ("große").
    ADJECTIVE = 9,
    /// Uninflected adjective, predicative or adverbial ("groß").
    PREDICATIVE = 10,
    /// Comparative.
    COMPARATIVE = 11,
    /// Superlative.
    SUPERLATIVE = 12,
    /// Participle inflected like an adjective ("geplante", "laufenden").
    PARTICIPLE_ADJECTIVE = 13,
    /// Adverb.
    ADVERB = 14,
    /// Interrogative adverb ("warum").
    ADVERB_QUESTION = 15,
    /// Pronominal adverb ("damit").
    ADVERB_PRONOMINAL = 16,
    /// Adverb of time ("gestern").
    ADVERB_TIME = 17,
    /// Adverb of place ("dort").
    ADVERB_PLACE = 18,
    /// Preposition.
    PREPOSITION = 19,
    /// Preposition that governs the genitive.
    GOVERNS_GENITIVE = 20,
    /// Preposition that governs the dative.
    GOVERNS_DATIVE = 21,
    /// Preposition that governs the accusative.
    GOVERNS_ACCUSATIVE = 22,
    /// Preposition with the article inside ("im").
    CONTRACTION = 23,
    /// Definite article.
    ARTICLE_DEFINITE = 24,
    /// Indefinite article.
    ARTICLE_INDEFINITE = 25,
    /// Personal pronoun.
    PRONOUN_PERSONAL = 26,
    /// Reflexive pronoun.
    PRONOUN_REFLEXIVE = 27,
    /// Possessive pronoun ("sein").
    PRONOUN_POSSESSIVE = 28,
    /// Demonstrative pronoun ("dieser").
    PRONOUN_DEMONSTRATIVE = 29,
    /// Indefinite pronoun ("jemand", "kein").
    PRONOUN_INDEFINITE = 30,
    /// Interrogative pronoun ("wer").
    PRONOUN_QUESTION = 31,
    /// Relative pronoun.
    PRONOUN_RELATIVE = 32,
    /// Coordinating conjunction.
    COORDINATOR = 33,
    /// Subordinating conjunction.
    SUBORDINATOR = 34,
    /// Word of comparison ("als", "wie").
    COMPARISON = 35,
    /// Opener of an infinitive clause ("um", "ohne", "statt").
    INFINITIVE_OPENER = 36,
    /// Negation.
    NEGATION = 37,
    /// Numeral written in letters.
    NUMERAL = 38,
    /// Interjection.
    INTERJECTION = 39,
    /// Abbreviation.
    ABBREVIATION = 40,
    /// Separable verb prefix standing alone ("teilte … mit").
    PREFIX = 41,
    /// Any verb form.
    VERB = 42,
    /// Finite verb form.
    FINITE = 43,
    /// Auxiliary ("haben", "sein", "werden").
    AUXILIARY = 44,
    /// Modal verb.
    MODAL = 45,
    /// Possessive, personal or reflexive pronoun of the first or second person.
    SPEAKING = 46,
}

impl Classes {
    /// Whether all of `other` are in the set.
    pub fn has(self, other: Classes) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether one of `other` is in the set.
    pub fn any(self, other: Classes) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether the set is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Every kind of pronoun.
    pub const PRONOUN: Classes = Classes(0x7F << 26);
    /// Either article.
    pub const ARTICLE: Classes = Classes(0b11 << 24);
}

impl BitOr for Classes {
    type Output = Classes;
    fn bitor(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }
}

impl BitOrAssign for Classes {
    fn bitor_assign(&mut self, other: Classes) {
        self.0 |= other.0;
    }
}
