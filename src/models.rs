//! All trained models and word tables, loaded once.

use crate::attribution;
use crate::error::Error;
use crate::frames;
use crate::gazetteer::Gazetteer;
use crate::lexicon::Lexicon;
use crate::model::Model;
use crate::model::trees::Trees;
use crate::names;
use crate::quotes::direct::MARKS;
use crate::quotes::reporting::Reporting;
use crate::quotes::{decision, pairs, spans};
use crate::tagging::Pos;

/// Everything that was learned or listed, ready for use.
#[derive(Clone)]
pub struct Models {
    /// What forms can be.
    pub lexicon: Lexicon,
    /// Parts of speech.
    pub tags: Model,
    /// Reporting words.
    pub reporting: Reporting,
    /// Outer quotations ([`crate::quotes::spans`]).
    pub spans: Model,
    /// Candidates that are quotations ([`crate::quotes::acceptance`]).
    pub acceptance: Model,
    /// The same, decided together ([`crate::quotes::decision`]).
    pub decision: Trees,
    /// Marked words that are somebody's, against others ([`crate::quotes::direct`]).
    pub direct: Model,
    /// The same, given the speech around them ([`crate::quotes::pairs`]).
    pub direct_decision: Trees,
    /// Kinds of marks that quote nobody.
    pub marks: Model,
    /// Cue, speaker and addressee words ([`crate::frames`]).
    pub roles: Model,
    /// The speaker of a quotation among candidates ([`crate::attribution::ranking`]).
    pub speakers: Model,
    /// The same, decided together ([`crate::attribution::decision`]).
    pub speaker_decision: Trees,
    /// Lists of names.
    pub gazetteer: Gazetteer,
    /// Names, from the words around them.
    pub names: Model,
    /// Names, from what the first model found in the whole text.
    pub names_document: Model,
}

impl Models {
    /// Reads every part by its name (the file name without its ending).
    ///
    /// # Errors
    /// [`Error::BadModel`] where a part is missing or damaged.
    pub fn from_parts<'a>(part: impl Fn(&str) -> Option<&'a [u8]>) -> Result<Models, Error> {
        let model = |name: &str, labels: usize| {
            let model = Model::parse(part(name).ok_or(Error::BadModel)?)?;
            if model.labels() == labels { Ok(model) } else { Err(Error::BadModel) }
        };
        let trees = |name: &str, width: usize| {
            let trees = Trees::parse(part(name).ok_or(Error::BadModel)?)?;
            if trees.width() == width { Ok(trees) } else { Err(Error::BadModel) }
        };
        let text = |name: &str| part(name).and_then(|bytes| std::str::from_utf8(bytes).ok()).ok_or(Error::BadModel);
        Ok(Models {
            lexicon: part("lexicon")
                .ok_or(Error::BadModel)
                .and_then(Lexicon::parse)?
                .with_meanings(part("meanings").ok_or(Error::BadModel)?)?,
            tags: model("tags", Pos::ALL.len())?,
            reporting: Reporting::parse(text("reporting")?, text("speech")?)?,
            spans: model("spans", spans::LABELS)?,
            acceptance: model("acceptance", 2)?,
            decision: trees("decision", decision::WIDTH)?,
            direct: model("direct", 2)?,
            direct_decision: trees("direct-decision", pairs::WIDTH)?,
            marks: model("marks", MARKS.len())?,
            roles: model("roles", frames::LABELS)?,
            speakers: model("speakers", 1)?,
            speaker_decision: trees("speaker-decision", attribution::decision::WIDTH)?,
            gazetteer: part("gazetteer").ok_or(Error::BadModel).and_then(Gazetteer::parse)?,
            names: model("names", names::LABELS)?,
            names_document: model("names-document", names::LABELS)?,
        })
    }

    /// Reads a pack: for every part its name (length u8, UTF-8), its length (u32, little endian) and its bytes.
    ///
    /// # Errors
    /// [`Error::BadModel`] where a part is missing or damaged.
    pub fn from_pack(pack: &[u8]) -> Result<Models, Error> {
        Models::from_parts(|name| part(pack, name))
    }

    /// The models that are built into native programs.
    ///
    /// # Panics
    /// Where the files in `models/` do not belong to this version.
    #[cfg(feature = "embedded")]
    pub fn embedded() -> &'static Models {
        static MODELS: std::sync::OnceLock<Models> = std::sync::OnceLock::new();
        MODELS.get_or_init(|| Models::from_parts(Models::embedded_part).expect("models/ belongs to this version"))
    }

    /// The bytes of one built-in part.
    #[cfg(feature = "embedded")]
    pub fn embedded_part(name: &str) -> Option<&'static [u8]> {
        match name {
            "lexicon" => Some(include_bytes!("../models/lexicon.bin").as_slice()),
            "meanings" => Some(include_bytes!("../models/meanings.bin")),
            "tags" => Some(include_bytes!("../models/tags.bin")),
            "reporting" => Some(include_bytes!("../models/reporting.tsv")),
            "speech" => Some(include_bytes!("quotes/speech.txt")),
            "spans" => Some(include_bytes!("../models/spans.bin")),
            "acceptance" => Some(include_bytes!("../models/acceptance.bin")),
            "decision" => Some(include_bytes!("../models/decision.bin")),
            "direct" => Some(include_bytes!("../models/direct.bin")),
            "direct-decision" => Some(include_bytes!("../models/direct-decision.bin")),
            "marks" => Some(include_bytes!("../models/marks.bin")),
            "roles" => Some(include_bytes!("../models/roles.bin")),
            "speakers" => Some(include_bytes!("../models/speakers.bin")),
            "speaker-decision" => Some(include_bytes!("../models/speaker-decision.bin")),
            "gazetteer" => Some(include_bytes!("../models/gazetteer.bin")),
            "names" => Some(include_bytes!("../models/names.bin")),
            "names-document" => Some(include_bytes!("../models/names-document.bin")),
            _ => None,
        }
    }
}

/// The bytes of one part of a pack.
fn part<'a>(mut pack: &'a [u8], name: &str) -> Option<&'a [u8]> {
    while let Some((&length, rest)) = pack.split_first() {
        let (here, rest) = rest.split_at_checked(length as usize)?;
        let (size, rest) = rest.split_at_checked(4)?;
        let (bytes, rest) = rest.split_at_checked(u32::from_le_bytes(size.try_into().ok()?) as usize)?;
        if here == name.as_bytes() {
            return Some(bytes);
        }
        pack = rest;
    }
    None
}
