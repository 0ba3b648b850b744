/** A PDF of these objects, numbered from 1, of which the first is the catalogue; a character for each byte. */
export function writePdf(objects: readonly string[]): Uint8Array {
  let file = '%PDF-1.7\n';
  const entries = objects.map((object, i) => {
    const entry = `${String(file.length).padStart(10, '0')} 00000 n \n`;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return entry;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${entries.join('')}`;
  file += `${table}trailer\n<</Size ${size}/Root 1 0 R>>\nstartxref\n${file.length}\n%%EOF\n`;
  return Uint8Array.from(Buffer.from(file, 'latin1'));
}

/** A stream with these entries in its dictionary. */
export function streamOf(entries: string, content: string): string {
  return `<<${entries}/Length ${content.length}>>\nstream\n${content}\nendstream`;
}
