/** Hands a finished file to the browser, which saves it where people expect. Nothing of it stays in the page. */
export const saveFile = (pieces: readonly BlobPart[], name: string, type: string): void => {
  const address = URL.createObjectURL(new Blob([...pieces], { type }));
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
};
