// Where the page runs: some places give no camera, whatever the person does.

/** Browsers inside of messengers and social networks, and Android's WebView. */
const IN_APP = /FBAN|FBAV|FB_IAB|Instagram|WhatsApp|\bLine\/|Telegram|Snapchat|MicroMessenger|; wv\)/;
const IPHONE = /iPhone|iPad|iPod/;
/** What a browser of its own calls itself on an iPhone; a WebView there has none of these. */
const IPHONE_BROWSER = /Safari\/|CriOS|FxiOS|EdgiOS/;

/** @param {string} userAgent */
export function isInApp(userAgent) {
  return IN_APP.test(userAgent) || (IPHONE.test(userAgent) && !IPHONE_BROWSER.test(userAgent));
}
