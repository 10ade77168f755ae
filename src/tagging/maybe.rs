//! A number or none, in the room of a number: a long text holds many.

use std::fmt;

/// A number that may be missing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Maybe(u32);

impl Maybe {
    /// No number: the last before [`UNKNOWN_LEMMA`](crate::lexicon::UNKNOWN_LEMMA).
    pub const NONE: Maybe = Maybe(u32::MAX - 1);

    /// The number, if there is one.
    pub fn get(self) -> Option<u32> {
        (self != Maybe::NONE).then_some(self.0)
    }

    /// The number as an index.
    pub fn index(self) -> Option<usize> {
        self.get().map(|number| number as usize)
    }

    /// What `change` makes of the number.
    pub fn map(self, change: impl FnOnce(u32) -> u32) -> Maybe {
        self.get().map_or(Maybe::NONE, |number| Maybe(change(number)))
    }
}

impl Default for Maybe {
    fn default() -> Maybe {
        Maybe::NONE
    }
}

impl From<u32> for Maybe {
    fn from(number: u32) -> Maybe {
        Maybe(number)
    }
}

impl From<Option<usize>> for Maybe {
    fn from(index: Option<usize>) -> Maybe {
        index.map_or(Maybe::NONE, |index| Maybe(index as u32))
    }
}

impl fmt::Debug for Maybe {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.get().fmt(f)
    }
}
