//! The thin boundary to JavaScript: numbers and words out, coded errors, no logic.
//!
//! One instance of the wasm holds the models of one [`load`]. A panic ends the instance (the caller sees a
//! `WebAssembly.RuntimeError`); `www/engine.js` turns that into a coded error and makes a fresh one.

use crate::analysis::BlockKind;
use crate::clean::Markup;
use crate::packed::Packed;
use crate::span::{Offsets, Span, Unit};
use crate::{Error, Memory, Models, Options, encoding};
use js_sys::{Array, Reflect, Uint32Array};
use serde::Serialize;
use std::cell::{OnceCell, RefCell};
use wasm_bindgen::prelude::*;
use web_sys::{AbortSignal, Performance, TextDecoder};

thread_local! {
    static MODELS: OnceCell<Box<Models>> = const { OnceCell::new() };
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// The kinds of blocks by their names in JavaScript.
const KINDS: [(&str, BlockKind); 8] = [
    ("headline", BlockKind::Headline),
    ("lead", BlockKind::Lead),
    ("subheading", BlockKind::Subheading),
    ("paragraph", BlockKind::Paragraph),
    ("list-item", BlockKind::ListItem),
    ("question", BlockKind::Question),
    ("caption", BlockKind::Caption),
    ("clutter", BlockKind::Clutter),
];

/// What JavaScript may choose, positions in UTF-16.
#[derive(Default)]
struct Choices {
    /// Blocks taken up again, see [`Options::keep`].
    keep: Vec<Span>,
    /// Blocks told by the page's markup, see [`Options::markup`].
    markup: Vec<(Span, BlockKind)>,
    /// Unit of the result's positions.
    unit: Unit,
    /// Whether to leave a performance measure "wortlaut".
    measure: bool,
}

impl Choices {
    /// Reads a plain object; what it does not have is left as it is by default. Nothing where something has another form.
    fn read(object: &JsValue) -> Option<Choices> {
        let mut out = Choices::default();
        if object.is_undefined() {
            return Some(out);
        }
        object.is_object().then_some(())?;
        if let Some(unit) = property(object, "unit") {
            out.unit = match unit.as_string()?.as_str() {
                "bytes" => Unit::Bytes,
                "utf16" => Unit::Utf16,
                "code-points" => Unit::CodePoints,
                _ => return None,
            };
        }
        if let Some(measure) = property(object, "measure") {
            out.measure = measure.as_bool()?;
        }
        for span in list(object, "keep")? {
            out.keep.push(read_span(&span)?);
        }
        for block in list(object, "markup")? {
            let kind = property(&block, "kind")?.as_string()?;
            out.markup.push((read_span(&block)?, KINDS.iter().find(|(name, _)| *name == kind)?.1));
        }
        Some(out)
    }
}

fn property(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok().filter(|value| !value.is_undefined())
}

/// The members of an array; none where there is no such property.
fn list(object: &JsValue, name: &str) -> Option<Array> {
    property(object, name).map_or_else(|| Some(Array::new()), |list| list.dyn_into().ok())
}

fn read_span(object: &JsValue) -> Option<Span> {
    let position =
        |name| property(object, name)?.as_f64().filter(|&at| at >= 0.0 && at == f64::from(at as u32)).map(|at| at as u32);
    Some(Span { start: position("start")?, end: position("end")? })
}

/// Takes the pack of models (see [`Models::from_pack`]); to be called once, before [`analyse`].
///
/// # Errors
/// `bad-model`.
#[wasm_bindgen]
pub fn load(pack: &[u8]) -> Result<(), JsValue> {
    let models = Models::from_pack(pack).map_err(failure)?;
    MODELS.with(|cell| cell.set(Box::new(models))).map_err(|_| failure(Error::BadModel))
}

/// Reads `text`, which is UTF-8, and returns the public value [`Packed`], `[numbers, words]`; `www/packed.js` makes a plain
/// object of it.
///
/// A `TextEncoder` makes U+FFFD of a lone surrogate, one UTF-16 unit as well: positions hold in the caller's own string. It is
/// not left to the glue, which takes three bytes a unit first. `signal` (or anything with a property `aborted`) is looked at
/// between stages.
///
/// # Errors
/// `not-a-text`, `text-too-long`, `aborted`, `bad-model` (nothing loaded), `bad-option`.
#[wasm_bindgen]
pub fn analyse(text: &[u8], options: JsValue, signal: Option<AbortSignal>) -> Result<Array, JsValue> {
    let text = str::from_utf8(text).map_err(|_| coded("not-a-text"))?;
    let choices = Choices::read(&options).ok_or_else(|| coded("bad-option"))?;
    let mut options = Options { unit: choices.unit, ..Options::default() };
    if !choices.keep.is_empty() || !choices.markup.is_empty() {
        let offsets = Offsets::new(text, Unit::Utf16);
        let bytes = |start, end| Span { start: offsets.byte(start), end: offsets.byte(end) };
        options.keep = choices.keep.iter().map(|span| bytes(span.start, span.end)).collect();
        options.markup = choices.markup.iter().map(|&(span, kind)| Markup { span: bytes(span.start, span.end), kind }).collect();
    }
    let clock = choices.measure.then(performance).flatten();
    if let Some(clock) = &clock {
        clock.mark("wortlaut-start").ok();
    }
    let go_on = || signal.as_ref().is_none_or(|signal| !signal.aborted());
    let packed = MODELS.with(|cell| {
        let models = cell.get().ok_or(Error::BadModel)?;
        MEMORY.with_borrow_mut(|memory| crate::analyse_as(models, text, &options, &go_on, memory, Packed::new))
    });
    let Packed { numbers, words, .. } = packed.map_err(failure)?;
    let packed = Array::of2(&Uint32Array::from(&numbers[..]), &words.into());
    if let Some(clock) = &clock {
        clock.measure_with_start_mark("wortlaut", "wortlaut-start").ok();
        clock.clear_marks_with_mark_name("wortlaut-start");
    }
    Ok(packed)
}

/// The text of a file's bytes in whatever encoding, a byte-order mark taken off: `[text, encoding]`.
///
/// # Errors
/// `bad-encoding` where the browser does not know the encoding.
#[wasm_bindgen]
pub fn decode(bytes: &[u8]) -> Result<JsValue, JsValue> {
    let name = encoding::guess(bytes);
    let decoder = TextDecoder::new_with_label(name).map_err(|_| coded("bad-encoding"))?;
    let text = decoder.decode_with_u8_array(bytes).map_err(|_| coded("bad-encoding"))?;
    plain(&(text, name))
}

/// Ends this instance as a fault in the core would, or as memory that runs out: for tests of the recovery from either.
#[wasm_bindgen]
pub fn crash(memory: bool) {
    while memory {
        std::mem::forget(std::hint::black_box(Vec::<u8>::with_capacity(1 << 28)));
    }
    panic!("asked for");
}

/// Bytes of linear memory that this instance holds; it never shrinks.
#[wasm_bindgen(js_name = memoryBytes)]
pub fn memory_bytes() -> f64 {
    (core::arch::wasm32::memory_size::<0>() * 65_536) as f64
}

/// Number of stretches without white space: the least that a reader of text can do, for comparison.
#[wasm_bindgen(js_name = countWords)]
pub fn count_words(text: &str) -> u32 {
    text.split_whitespace().count() as u32
}

/// A plain value for JavaScript.
fn plain(value: &impl Serialize) -> Result<JsValue, JsValue> {
    serde_wasm_bindgen::to_value(value).map_err(|_| coded("bad-result"))
}

/// The clock of the page, the worker or Node.
fn performance() -> Option<Performance> {
    let clock = Reflect::get(&js_sys::global(), &"performance".into()).ok()?;
    (!clock.is_undefined()).then(|| clock.unchecked_into())
}

fn failure(error: Error) -> JsValue {
    coded(error.code())
}

/// A JavaScript error with a `code`.
fn coded(code: &str) -> JsValue {
    let error = js_sys::Error::new(code);
    Reflect::set(&error, &"code".into(), &code.into()).ok();
    error.into()
}
