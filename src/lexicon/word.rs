//! What the lexicon says of one form, independent of its sentence.

use super::classes::Classes;
use std::ops::{BitAnd, BitOr, BitOrAssign};

/// Grammatical case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Case {
    Nominative,
    Genitive,
    Dative,
    Accusative,
}

/// Grammatical gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Gender {
    Masculine,
    Feminine,
    Neuter,
}

/// Grammatical number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Number {
    Singular,
    Plural,
}

/// The combinations of case, gender and number that a form can stand for: the intersection of two sets is what both
/// words together can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Agreement(pub u32);

impl Agreement {
    /// No combination.
    pub const NONE: Agreement = Agreement(0);
    /// Every combination.
    pub const ALL: Agreement = Agreement(0xFF_FFFF);
    /// Every combination in the nominative.
    pub const NOMINATIVE: Agreement = Agreement(0x11_1111);
    /// Every combination in the genitive.
    pub const GENITIVE: Agreement = Agreement(0x22_2222);
    /// Every combination in the dative.
    pub const DATIVE: Agreement = Agreement(0x44_4444);
    /// Every combination in the accusative.
    pub const ACCUSATIVE: Agreement = Agreement(0x88_8888);
    /// Every combination in the singular.
    pub const SINGULAR: Agreement = Agreement(0xFFF);
    /// Every combination in the plural.
    pub const PLURAL: Agreement = Agreement(0xFF_F000);
    /// Every masculine combination.
    pub const MASCULINE: Agreement = Agreement(0x00_F00F);
    /// Every feminine combination.
    pub const FEMININE: Agreement = Agreement(0x0F_00F0);
    /// Every neuter combination.
    pub const NEUTER: Agreement = Agreement(0xF0_0F00);

    /// The set of one combination.
    pub fn one(case: Case, gender: Gender, number: Number) -> Agreement {
        Agreement(1 << (case as u32 + 4 * (gender as u32 + 3 * number as u32)))
    }

    /// Whether both share a combination.
    pub fn meets(self, other: Agreement) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether no combination is left.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl BitAnd for Agreement {
    type Output = Agreement;
    fn bitand(self, other: Agreement) -> Agreement {
        Agreement(self.0 & other.0)
    }
}

impl BitOr for Agreement {
    type Output = Agreement;
    fn bitor(self, other: Agreement) -> Agreement {
        Agreement(self.0 | other.0)
    }
}

impl BitOrAssign for Agreement {
    fn bitor_assign(&mut self, other: Agreement) {
        self.0 |= other.0;
    }
}

/// Person and number of a finite verb, or the subject it asks for, as a set: bits 0 to 5 are first, second, third person
/// singular, then plural.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Persons(pub u8);

impl Persons {
    /// Every person and number.
    pub const ALL: Persons = Persons(0x3F);
    /// First person singular.
    pub const FIRST_SINGULAR: Persons = Persons(1);
    /// Third person singular.
    pub const THIRD_SINGULAR: Persons = Persons(4);
    /// First person plural.
    pub const FIRST_PLURAL: Persons = Persons(8);
    /// Third person plural.
    pub const THIRD_PLURAL: Persons = Persons(32);

    /// Whether both share a person.
    pub fn meets(self, other: Persons) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether no person is left.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl BitAnd for Persons {
    type Output = Persons;
    fn bitand(self, other: Persons) -> Persons {
        Persons(self.0 & other.0)
    }
}

impl BitOr for Persons {
    type Output = Persons;
    fn bitor(self, other: Persons) -> Persons {
        Persons(self.0 | other.0)
    }
}

/// The forms of one verb that a spelling can be: persons of each tense and mood, and the infinite forms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VerbForms(pub u32);

impl VerbForms {
    /// Imperative singular.
    pub const IMPERATIVE_SINGULAR: VerbForms = VerbForms(1 << 24);
    /// Imperative plural.
    pub const IMPERATIVE_PLURAL: VerbForms = VerbForms(1 << 25);
    /// Infinitive.
    pub const INFINITIVE: VerbForms = VerbForms(1 << 26);
    /// Infinitive with "zu" inside ("mitzuteilen").
    pub const ZU_INFINITIVE: VerbForms = VerbForms(1 << 27);
    /// Present participle ("laufend").
    pub const PARTICIPLE_1: VerbForms = VerbForms(1 << 28);
    /// Past participle ("gelaufen").
    pub const PARTICIPLE_2: VerbForms = VerbForms(1 << 29);
    /// Every finite form.
    pub const FINITE: VerbForms = VerbForms(0x3FF_FFFF);

    /// First bit of the present indicative; the persons follow as in [`Persons`].
    pub const PRESENT: u32 = 0;
    /// First bit of the preterite.
    pub const PRETERITE: u32 = 6;
    /// First bit of the Konjunktiv I.
    pub const SUBJUNCTIVE_I: u32 = 12;
    /// First bit of the Konjunktiv II.
    pub const SUBJUNCTIVE_II: u32 = 18;

    /// Persons of the present indicative.
    pub fn present(self) -> Persons {
        self.persons(VerbForms::PRESENT)
    }

    /// Persons of the preterite.
    pub fn preterite(self) -> Persons {
        self.persons(VerbForms::PRETERITE)
    }

    /// Persons of the Konjunktiv I.
    pub fn subjunctive_1(self) -> Persons {
        self.persons(VerbForms::SUBJUNCTIVE_I)
    }

    /// Persons of the Konjunktiv II.
    pub fn subjunctive_2(self) -> Persons {
        self.persons(VerbForms::SUBJUNCTIVE_II)
    }

    /// Whether one of `other` is in the set.
    pub fn any(self, other: VerbForms) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether the set is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the form can be finite.
    pub fn is_finite(self) -> bool {
        self.any(VerbForms::FINITE)
    }

    fn persons(self, first: u32) -> Persons {
        Persons((self.0 >> first) as u8 & 0x3F)
    }
}

impl BitOr for VerbForms {
    type Output = VerbForms;
    fn bitor(self, other: VerbForms) -> VerbForms {
        VerbForms(self.0 | other.0)
    }
}

impl BitOrAssign for VerbForms {
    fn bitor_assign(&mut self, other: VerbForms) {
        self.0 |= other.0;
    }
}

/// One verb that a form can belong to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verb {
    /// The verb, as [`Lexicon::lemma`](super::Lexicon::lemma) spells it.
    pub lemma: u32,
    /// What the form is of it.
    pub forms: VerbForms,
}

/// How the lexicon knows a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// Not at all.
    #[default]
    Unknown,
    /// By its ending only ("-ungen").
    Ending,
    /// As a compound with a known last part ("Umweltministerium").
    Compound,
    /// By its lower-case form, its other spelling of ß, or in capitals.
    Folded,
    /// As it stands.
    Listed,
}

/// All that the lexicon says of one form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// Every class of every reading.
    pub classes: Classes,
    /// As a noun or name.
    pub noun: Agreement,
    /// As an adjective or participle.
    pub adjective: Agreement,
    /// As an article or pronoun.
    pub pronoun: Agreement,
    /// The verbs it can belong to; `forms` is empty behind the last.
    pub verbs: [Verb; 3],
    /// How it is known.
    pub source: Source,
    /// What it means as a noun: 0 nothing known, else one plus a place in [`MEANINGS`](super::meaning::MEANINGS).
    pub meaning: u8,
}

impl Word {
    /// The forms of all its verbs together.
    pub fn verb_forms(&self) -> VerbForms {
        self.verbs.iter().fold(VerbForms::default(), |all, verb| all | verb.forms)
    }

    /// Adds a reading. Of several meanings the first stays.
    pub(super) fn add(&mut self, reading: Reading, lemma: u32, meaning: u8) {
        self.classes |= reading.classes;
        self.meaning = if self.meaning == 0 { meaning } else { self.meaning };
        if reading.classes.has(Classes::VERB)
            && let Some(verb) = self.verbs.iter_mut().find(|verb| verb.forms.is_empty() || verb.lemma == lemma)
        {
            verb.lemma = lemma;
            verb.forms |= reading.forms;
        }
        let set = if reading.classes.any(Classes::PRONOUN | Classes::ARTICLE) {
            &mut self.pronoun
        } else if reading.classes.any(Classes::ADJECTIVE | Classes::PARTICIPLE_ADJECTIVE | Classes::PREDICATIVE) {
            &mut self.adjective
        } else {
            &mut self.noun
        };
        *set |= reading.agreement;
    }
}

/// What one ending of a paradigm means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reading {
    /// Its classes.
    pub classes: Classes,
    /// Case, gender and number.
    pub agreement: Agreement,
    /// Forms of the verb.
    pub forms: VerbForms,
}
