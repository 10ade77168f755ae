//! Tokens and sentences, as tables a person can read.

use proptest::prelude::*;
use wortlaut::Options;
use wortlaut::clean::clean;
use wortlaut::tokens::{TokenKind, split};

/// Tokens with `·` between them, sentences on lines of their own.
fn shown(text: &str) -> String {
    let clean = clean(text, &Options::default());
    let tokens = split(&clean);
    let words = |range: std::ops::Range<usize>| {
        tokens.tokens[range].iter().map(|token| token.span().of(&clean.text)).collect::<Vec<_>>().join("·")
    };
    tokens.sentences.iter().map(|sentence| words(sentence.tokens.clone())).collect::<Vec<_>>().join("\n")
}

/// Every line is a case: tokens are separated by blanks, ` ~ ` stands where tokens touch, ` ‖ ` between sentences.
fn check(cases: &str) {
    let mut wrong = Vec::new();
    for case in cases.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let text = case.replace(" ‖ ", " ").replace(" ~ ", "");
        let expected = case.replace(" ‖ ", "\n").replace(" ~ ", "·").replace(' ', "·");
        let got = shown(&text);
        if got != expected {
            wrong.push(format!("expected {expected}\n     got {got}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n{} wrong", wrong.join("\n"), wrong.len());
}

#[test]
fn words() {
    check(
        "
        Die US-Präsidentin ~ , der EU-Ratspräsident ~ .
        Vor- und Nachteile ~ , Wirtschafts- ~ , Finanz- und Innenpolitik
        Staatschef und -präsident der Karl-Marx-Straße
        Die Kund:innen ~ , Bürger*innen ~ , Leser_innen und jede:r Kolleg:in
        Der Firmen-/Privatkunde und die Bürger/-innen ~ , Leser/innen
        CDU ~ / ~ CSU und Bündnis 90 ~ / ~ Die Grünen
        Berlin ~ / ~ Potsdam liegt an der B1 ~ , mit 50 km/h und 3 m/s ~ .
        Das geht's so ~ , sag' ich ~ , wenn's passt ~ .
        O’Keefe und D'Alema waren in L′Aquila ~ .
        Hans' Hut ~ , Max’ Mütze und Grass‘ Roman
        'ne Menge ~ , 's ist so ~ , die 68er und ’89 ~ .
        Die Rock'n'Roll-Band AC ~ / ~ DC und R&B bei AT&T
        Ver.di und der DGB schreiben an post@verdi.example ~ , siehe www.verdi.example/presse ~ .
        Auf https://beispiel.example/a?b=c&d=1 ~ , steht es ~ .
        #MeToo ~ , sagt @anna auf X ~ .
        Die 20-Jährige ~ , die 90er-Jahre und der 3:0-Sieg mit A-380
        Müller ~ ( ~ SPD ~ ) ~ , Meier ~ ( ~ parteilos ~ ) ~ .
        Er kam ~ – ~ wie immer ~ – ~ zu spät ~ …
        ",
    );
}

#[test]
fn numbers_and_points() {
    check(
        "
        Am 3. Mai kam er ~ . ‖ Am 4. ging er ~ .
        Papst Benedikt XVI. sprach mit Elisabeth II. ~ , der Königin ~ .
        Das war unter Wilhelm II. ‖ Der Kaiser floh ~ .
        Es ist 14.30 Uhr ~ , nicht 12:00 Uhr ~ . ‖ Das kostet 1.250,50 Euro ~ , nicht 100,- Euro ~ .
        Rund 72.000 Menschen und 3,5 Prozent ~ . ‖ Das Spiel endete 3:2 ~ .
        Das war 2006 ~ . ‖ Danach kam 2007 ~ .
        Das geschah am 27.12.2008 in Gaza ~ , bis 28.6. war Ruhe ~ .
        Er wurde 58 ~ . ‖ Trainer Beck gratulierte ~ .
        Sie kam auf Platz 3 ~ . ‖ Zweite wurde Braun ~ .
        Die 2. Bundesliga und der 1. FC Köln ~ , die kommende 2. Liga ~ .
        Seinen 40. Geburtstag feierte er in der 35. Minute ~ .
        In der Saison 2025/26 stieg er ab ~ .
        Die Version 2.1 ~ . ‖ Sie läuft ~ .
        Hartz IV ~ . ‖ Das Gesetz gilt ~ .
        Vom 18. bis 20. Oktober ~ , die 3. ~ , 4. und 5. Klasse ~ .
        Der VfB schlug Bremen mit 2:1 ~ . ‖ 30 Fans feierten ~ .
        ",
    );
}

#[test]
fn abbreviations() {
    check(
        "
        Dr. Meier ~ , Prof. Dr. Anna Kern und Dipl.-Ing. Uwe Ott kamen ~ .
        Das gilt z. B. für Bus u. a. Verkehrsmittel ~ , d. h. für alle ~ .
        Das gilt z.B. Der Spiegel zufolge bzw. laut ARD ca. 5 Tage ~ .
        Laut § 5 Abs. 2 Nr. 3 gilt das ~ .
        Bei Meier ~ & Co. KG und Apple Inc. in St. Gallen ~ .
        Es kostet 3 Mio. Euro und 2 Mrd. Dollar ~ .
        Der Umsatz stieg um 3 Mio. ‖ Die Kosten sanken ~ .
        Äpfel ~ , Birnen usw. ‖ Händler klagten ~ .
        J. F. Kennedy und George W. Bush kamen ~ .
        Der Täter ist Rafik Y. ‖ Die Polizei fasste ihn ~ .
        Der Täter Rafik Y. ~ , ein Syrer ~ , schwieg ~ .
        Der Verein Freunde e.V. und der Verband B. e. V. warben ~ .
        Im 3. Jh. v. Chr. lebten sie dort ~ .
        Das war Plan B ~ . ‖ Es gab keinen anderen ~ .
        Er kam am Mo. ~ , 3. Mai ~ , zurück ~ .
        Mit seinem Sohn Di ~ . ‖ Ja ~ .
        ",
    );
}

#[test]
fn sentence_ends_at_marks_and_brackets() {
    check(
        "
        „ ~ Das ist falsch ~ . ~ “ ~ , sagte er ~ .
        „ ~ Das ist falsch ~ . ~ “ ‖ Er ging ~ .
        „ ~ Ist das wahr ~ ? ~ “ ~ , fragte sie ~ . ‖ „ ~ Nein ~ ! ~ “ rief er ~ .
        „ ~ Ist das so ~ ? ~ “ fragt er ~ .
        Er sagte ~ : „ ~ Warum ~ ? ‖ Weil ich es will ~ . ~ “ ‖ Dann schwieg er ~ .
        » ~ Ja ~ . ~ « ‖ » ~ Nein ~ . ~ «
        « ~ Ja ~ . ~ » ‖ « ~ Nein ~ . ~ » ‖ Danach war Stille ~ .
        “ ~ Ja ~ . ~ ” ‖ “ ~ Nein ~ . ~ ”
        \" ~ Ja ~ . ~ \" ‖ \" ~ Nein ~ . ~ \" ‖ Ende ~ .
        Sie rief ~ : „ ~ Er sagte ‚ ~ Komm ~ ! ~ ‘ zu mir ~ . ~ “ ‖ Dann ging sie ~ .
        Er kam ~ . ‖ ( ~ Wir berichteten ~ . ~ ) ‖ Dann ging er ~ .
        Er kam ( ~ endlich ~ ! ~ ) nach Hause ~ .
        Das ist wahr ~ ! ~ ! ‖ Wirklich ~ ? ~ ! ‖ Ja ~ .
        Ich weiß nicht ~ … ‖ Aber er weiß es ~ .
        Er sagte ~ , „ ~ [ ~ … ~ ] Wir kommen ~ “ ~ .
        Er kam ~ . ‖ – ~ Das war alles ~ .
        Die Frage „ ~ Wer war es ~ ? ~ “ blieb offen ~ .
        Der Weg sei frei ~ , teilte er mit ~ ; ‖ gesperrt bleibe die Brücke ~ .
        Gewählt wurden Anna Kern ~ , SPD ~ ; Uwe Ott ~ , CDU ~ ; Eva Lind ~ , FDP ~ .
        Die Partei ( ~ 2001 ~ : 22 Prozent ~ ; 1997 ~ : 24 Prozent ~ ) gewann die Wahl ~ .
        Er ging nach Bagdad ~ . ‖ al-Sadr blieb ~ .
        ",
    );
}

#[test]
fn a_missing_gap_behind_a_full_stop_does_not_join_sentences() {
    assert_eq!(shown("Er kam.Der Rest folgte."), "Er·kam·.\nDer·Rest·folgte·.");
    assert_eq!(shown("So der CFR.Nordkorea schwieg."), "So·der·CFR·.\nNordkorea·schwieg·.");
}

#[test]
fn kinds() {
    let clean = clean("Am 3. Mai kamen 20-Jährige (XVI) „ja“ 3:0 5%", &Options::default());
    let kinds: String = split(&clean)
        .tokens
        .iter()
        .map(|token| match token.kind() {
            TokenKind::Word => 'w',
            TokenKind::Number => 'n',
            TokenKind::QuoteMark => 'q',
            TokenKind::Punctuation => 'p',
        })
        .collect();
    assert_eq!(kinds, "wnwwwpwpqwqnnp");
}

/// Text as the splitter meets it: words and every mark it treats apart.
fn pasted() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("Wort".to_owned()),
        Just("z.B.".to_owned()),
        Just("3.".to_owned()),
        Just("\n\n".to_owned()),
        "[ \t\u{a0}\u{ad}\u{200b}\r\n]{1,2}",
        "[a-zäöüßA-ZÄÖÜ0-9]{1,4}",
        "[.,:;!?…„“”»«›‹‚‘’'\"()/&@#_*=<>‐‑–-]{1,3}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(part, 0..60).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn tokens_and_white_space_give_the_text_back(text in pasted()) {
        let clean = clean(&text, &Options::default());
        let tokens = split(&clean);
        let mut at = 0;
        let mut next = tokens.tokens.iter();
        for block in clean.blocks.iter().filter(|block| block.why.is_none()) {
            prop_assert!(clean.text.get(at..block.span.start as usize).is_some());
            at = block.span.start as usize;
            while at < block.span.end as usize {
                let token = next.next().expect("tokens up to the block's end");
                let gap = clean.text.get(at..token.span().start as usize).expect("tokens in order, on character boundaries");
                prop_assert!(gap.chars().all(char::is_whitespace), "{:?} is lost", gap);
                prop_assert!(!token.span().is_empty());
                at = token.span().end as usize;
                prop_assert!(clean.text.is_char_boundary(at));
            }
        }
        prop_assert!(next.next().is_none());
        let ends: Vec<usize> = tokens.sentences.iter().map(|sentence| sentence.tokens.end).collect();
        let starts: Vec<usize> = tokens.sentences.iter().map(|sentence| sentence.tokens.start).collect();
        prop_assert_eq!(ends.last().copied().unwrap_or(0), tokens.tokens.len());
        prop_assert_eq!(starts.first().copied().unwrap_or(0), 0);
        prop_assert_eq!(&starts[starts.len().min(1)..], &ends[..ends.len().saturating_sub(1)]);
    }
}

#[test]
fn long_runs_take_linear_time() {
    for unit in [
        "„", "a", "a.", "1.", "a-", "'", "x'", ". ", "?\"", "a:", "in/", "a.b/ä/", "http://", "a@", "z. B. ", "(", "…", "--",
        "3. „",
    ] {
        let text = unit.repeat((1 << 20) / unit.len());
        let clean = clean(&text, &Options::default());
        let start = std::time::Instant::now();
        std::hint::black_box(split(&clean));
        let seconds = start.elapsed().as_secs_f64();
        // a step that looks at all of the text for each of its letters takes minutes, on any machine
        assert!(seconds < 10.0, "{unit:?}: {seconds} s for 1 MB");
    }
}
