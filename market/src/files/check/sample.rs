//! A small valid PDF, for the demo's certificates and for tests.

/// A one-page A6 PDF that shows `title`. Characters outside ASCII are shown as `?` in the page (the standard fonts
/// have no Chinese) and kept in the document's title.
pub fn pdf(title: &str) -> Vec<u8> {
    let shown: String = title
        .chars()
        .map(|c| if c.is_ascii_graphic() || c == ' ' { c } else { '?' })
        .collect();
    let shown = shown
        .replace('\\', "\\\\")
        .replace('(', "\\(")
        .replace(')', "\\)");
    let content = format!("BT /F1 16 Tf 24 380 Td ({shown}) Tj ET");
    let named: String = title.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    from_objects(
        &[
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 298 420] /Contents 4 0 R \
             /Resources << /Font << /F1 5 0 R >> >> >>"
                .to_owned(),
            format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
            format!("<< /Title <FEFF{named}> >>"),
        ],
        "/Root 1 0 R /Info 6 0 R",
    )
}

/// Numbers the objects from 1 and adds header, cross-reference table and trailer.
pub(super) fn from_objects(objects: &[impl AsRef<[u8]>], trailer: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend_from_slice(format!("{} 0 obj\n", index + 1).as_bytes());
        file.extend_from_slice(object.as_ref());
        file.extend_from_slice(b"\nendobj\n");
    }
    let start = file.len();
    let size = objects.len() + 1;
    let end = format!("{table}trailer\n<< /Size {size} {trailer} >>\nstartxref\n{start}\n%%EOF\n");
    file.extend_from_slice(end.as_bytes());
    file
}
