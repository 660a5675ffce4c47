/** Hands the user a file made in the page. */
export function save(blob, name) {
  const a = document.createElement('a');
  a.href = URL.createObjectURL(blob);
  a.download = name;
  a.click();
  // The browser reads the address after this task; a minute is ample for its dialog.
  setTimeout(() => URL.revokeObjectURL(a.href), 60_000);
}

/** The bytes behind a data: address, without asking the network layer for it. */
export function decode(address) {
  const [head, body] = address.split(',');
  return new Blob([Uint8Array.from(atob(body), c => c.charCodeAt(0))], { type: head.slice(5).split(';')[0] });
}
