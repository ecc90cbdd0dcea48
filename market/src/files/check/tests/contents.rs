//! What a file is, and what it may not contain.

use super::*;

#[test]
fn every_kind_is_accepted_under_its_own_extension_only() {
    for content in Kind::ALL {
        for claimed in Kind::ALL {
            let expected = match (content, claimed) {
                (a, b) if a == b => Ok(claimed),
                (Kind::Docx | Kind::Pptx, Kind::Zip) => Ok(Kind::Zip), // it is one
                _ => Err(Mismatch),
            };
            assert_eq!(
                judged(&name_of(claimed), &valid(content)),
                expected,
                "{content:?} as {claimed:?}"
            );
        }
    }
}

#[test]
fn honest_oddities_are_accepted() {
    let embedded = docx_with(&[("word/embeddings/sheet.docx", &docx())]);
    accepted(&[
        (
            "white space before the header",
            "a.pdf",
            [b"\xEF\xBB\xBF\r\n", &pdf("x")[..]].concat(),
            Kind::Pdf,
        ),
        (
            "text that names actions",
            "a.pdf",
            pdf("how /Encrypt and /JavaScript work"),
            Kind::Pdf,
        ),
        (
            "a stream that names actions",
            "a.pdf",
            pdf_with(&[pdf_stream("", b"/S /JavaScript /Launch")], ""),
            Kind::Pdf,
        ),
        (
            "Encrypt outside a trailer",
            "a.pdf",
            pdf_with(&["<< /Encrypt 1 >>"], ""),
            Kind::Pdf,
        ),
        (
            "written to a pipe",
            "a.zip",
            streamed(&[("a.txt", &[b'a'; 500]), ("b.txt", b"b")]),
            Kind::Zip,
        ),
        (
            "a stored document first",
            "a.zip",
            stored(&[("a.pdf", &pdf("x"))]),
            Kind::Zip,
        ),
        (
            "an archive in an archive",
            "a.zip",
            zip(&[("b.zip", &valid(Kind::Zip))]),
            Kind::Zip,
        ),
        (
            "a document with a table, zipped",
            "a.zip",
            zip(&[("b.docx", &embedded)]),
            Kind::Zip,
        ),
        (
            "the same one level deeper",
            "a.zip",
            zip(&[("b.zip", &zip(&[("b.docx", &embedded)]))]),
            Kind::Zip,
        ),
        (
            "old documents, zipped",
            "a.zip",
            zip(&[("a.doc", &doc()), ("b.ppt", &ppt())]),
            Kind::Zip,
        ),
        (
            "a megabyte of zeros",
            "a.zip",
            zip_of_zeros(1024 * 1024),
            Kind::Zip,
        ),
        (
            "a compressed picture",
            "a.docx",
            docx_with(&[("word/media/image1.emz", b"\x1F\x8B\x08rest")]),
            Kind::Docx,
        ),
        (
            "a text that starts like a program",
            "a.zip",
            zip(&[("a.txt", b"MZ is a prefix")]),
            Kind::Zip,
        ),
    ]);
}

#[test]
fn another_content_than_the_extension_says() {
    refused(&[
        ("text", "a.pdf", b"just some words".to_vec(), Mismatch),
        (
            "a picture",
            "a.pdf",
            b"\x89PNG\r\n\x1A\n0000IHDR".to_vec(),
            Mismatch,
        ),
        ("RTF", "a.doc", br"{\rtf1 hello}".to_vec(), Mismatch),
        ("RAR", "a.zip", b"Rar!\x1A\x07\x01\x00".to_vec(), Mismatch),
        ("a plain zip", "a.docx", zip(&[("a.txt", b"x")]), Mismatch),
        (
            "word parts without content types",
            "a.docx",
            zip(&[("word/document.xml", b"<x/>")]),
            Mismatch,
        ),
        ("a workbook", "a.doc", compound(&[("/Workbook", b"x")]), Mismatch),
        (
            "no Word mark",
            "a.doc",
            compound(&[("/WordDocument", &[0; 5000])]),
            Mismatch,
        ),
    ]);
}

#[test]
fn extensions_that_are_not_accepted() {
    refused(&[
        ("a picture", "a.png", b"\x89PNG\r\n\x1A\n".to_vec(), Unsupported),
        ("a macro document by name", "a.docm", docm(), Unsupported),
        ("no extension", "certificate", pdf("x"), Unsupported),
        ("a hidden ending", "a\u{202E}exe.pdf", pdf("x"), Unsupported),
        (
            "RAR inside",
            "a.zip",
            zip(&[("a.rar", b"Rar!\x1A\x07\x01\x00")]),
            Unsupported,
        ),
        (
            "gzip inside",
            "a.zip",
            zip(&[("a.gz", b"\x1F\x8B\x08\0")]),
            Unsupported,
        ),
    ]);
}

#[test]
fn programs_by_name_and_by_content() {
    let native = [&[9, 0, 0, 0, 2, 0][..], b"guide\0C:\\x\\setup.exe\0rest"].concat();
    let packed = pdf_stream("/Filter /FlateDecode", &zlib(&exe()));
    refused(&[
        ("double extension", "x.pdf.exe", pdf("x"), Executable),
        ("a program", "x.bin", exe(), Executable),
        ("a renamed program", "x.pdf", exe(), Executable),
        ("a renamed ELF", "x.doc", b"\x7FELF\x02\x01".to_vec(), Executable),
        (
            "a renamed script",
            "x.zip",
            b"#!/bin/sh\nrm -rf ~".to_vec(),
            Executable,
        ),
        (
            "a self-extracting archive",
            "x.zip",
            [exe(), valid(Kind::Zip)].concat(),
            Executable,
        ),
        (
            "inside, by name",
            "x.zip",
            zip(&[("a/readme.txt.bat", b"echo")]),
            Executable,
        ),
        (
            "inside, by content",
            "x.zip",
            zip(&[("a.txt", &exe())]),
            Executable,
        ),
        (
            "inside the inside",
            "x.zip",
            zip(&[("b.zip", &zip(&[("a.txt", &exe())]))]),
            Executable,
        ),
        (
            "in a document",
            "x.docx",
            docx_with(&[("word/embeddings/a.bin", &exe())]),
            Executable,
        ),
        (
            "packed object",
            "x.doc",
            doc_with(&[("/ObjectPool/_1/\u{1}Ole10Native", &native)]),
            Executable,
        ),
        (
            "packed object, new",
            "x.docx",
            docx_with(&[(
                "word/embeddings/o.bin",
                &compound(&[("/\u{1}Ole10Native", &native)]),
            )]),
            Executable,
        ),
        ("attached to a PDF", "x.pdf", pdf_with(&[packed], ""), Executable),
    ]);
}

#[test]
fn macros_and_scripts() {
    let remote = br#"<Relationships><Relationship Id="r" Type="http://x/attachedTemplate" Target="https://x/a.dotm" TargetMode="External"/></Relationships>"#;
    let script = b"1 0 << /S /JavaScript /JS (app.alert\\(1\\)) >>";
    refused(&[
        ("renamed docm", "x.docx", docm(), Macro),
        (
            "project part",
            "x.docx",
            docx_with(&[("word/vbaProject.bin", b"x")]),
            Macro,
        ),
        (
            "project part under another name",
            "x.docx",
            docx_with(&[("word/a.bin", &compound(&[("/VBA/dir", b"x")]))]),
            Macro,
        ),
        (
            "template from the net",
            "x.docx",
            docx_with(&[("word/_rels/settings.xml.rels", remote)]),
            Macro,
        ),
        ("zipped docm", "x.zip", zip(&[("a.docx", &docm())]), Macro),
        ("old Word", "x.doc", doc_with(&[("/Macros/VBA/dir", b"x")]), Macro),
        (
            "old Excel, zipped",
            "x.zip",
            zip(&[("a.xls", &compound(&[("/_VBA_PROJECT_CUR/x", b"x")]))]),
            Macro,
        ),
        ("old PowerPoint", "x.ppt", ppt_with(0xE391_C05F, 1), Macro),
        (
            "PDF script",
            "x.pdf",
            pdf_with(&["<< /S /JavaScript /JS (x) >>"], ""),
            Macro,
        ),
        (
            "escaped",
            "x.pdf",
            pdf_with(&["<< /S /J#61vaScript >>"], ""),
            Macro,
        ),
        (
            "launch",
            "x.pdf",
            pdf_with(&["<< /S /Launch /F (a.exe) >>"], ""),
            Macro,
        ),
        (
            "in an object stream",
            "x.pdf",
            pdf_with(
                &[pdf_stream("/Type /ObjStm /Filter /FlateDecode", &zlib(script))],
                "",
            ),
            Macro,
        ),
        (
            "in an unreadable object stream",
            "x.pdf",
            pdf_with(&[pdf_stream("/Type /ObjStm /Filter /LZWDecode", b"..")], ""),
            Macro,
        ),
        (
            "behind a false length",
            "x.pdf",
            pdf_with(
                &["<< /Length 9 >>\nstream\nendstream endobj 9 0 obj << /S /Launch >>"],
                "",
            ),
            Macro,
        ),
    ]);
}

#[test]
fn what_needs_a_password() {
    let protected = compound(&[("/EncryptionInfo", b"x"), ("/EncryptedPackage", &[1; 5000])]);
    let xref = pdf_stream("/Type /XRef /Encrypt 9 0 R", b"x");
    refused(&[
        ("zip", "x.zip", encrypted_zip(valid(Kind::Zip)), Encrypted),
        ("docx", "x.docx", protected.clone(), Encrypted),
        ("pptx", "x.pptx", protected.clone(), Encrypted),
        (
            "docx in a zip",
            "x.zip",
            zip(&[("a.docx", &protected)]),
            Encrypted,
        ),
        (
            "doc",
            "x.doc",
            compound(&[("/WordDocument", &word_stream(0x0300))]),
            Encrypted,
        ),
        ("ppt", "x.ppt", ppt_with(0xF3D1_C4DF, 0), Encrypted),
        ("pdf", "x.pdf", pdf_with(&["<< >>"], "/Encrypt 3 0 R"), Encrypted),
        (
            "pdf, cross-reference stream",
            "x.pdf",
            pdf_with(&[xref], ""),
            Encrypted,
        ),
        (
            "encrypted before damaged",
            "x.pdf",
            pdf_with(
                &[pdf_stream("/Type /ObjStm /Filter /FlateDecode", b"noise")],
                "/Encrypt 3 0 R",
            ),
            Encrypted,
        ),
    ]);
}
