// What the page says, as people speak. Every language has every key.

/** @typedef {"en" | "hi"} Language */
/** @typedef {keyof typeof ENGLISH} WordKey */

const ENGLISH = {
  title: "Talk by video",
  call_title: "Video call",
  camera_why: "Turn on your camera and microphone to be seen and heard. Nobody sees you before you join.",
  open_camera: "Turn on camera and microphone",
  opening_camera: "Allow the camera and the microphone when your browser asks.",
  name_label: "Your name",
  room_label: "Room",
  join: "Join the call",
  joining: "Joining…",
  ready: "All is ready. Press “Join the call”.",
  name_missing: "Write your name first.",
  room_wrong: "This link is not complete. Ask for the link again.",
  server_away: "We cannot reach the server just now. Keep this page open, we keep trying.",
  camera_denied: "The camera is not allowed yet. Allow camera and microphone for this page in your browser, then press the button again.",
  camera_missing: "No camera or microphone was found here. Connect one, or use a phone, then press the button again.",
  camera_busy: "Another app is using the camera. Close that app, then press the button again.",
  camera_insecure: "Browsers give the camera only to secure pages. Open the link that begins with https.",
  alone: "You are alone here. Keep this page open: others appear as soon as they come.",
  you: "You",
  leave: "Leave the call",
  tap_to_hear: "Tap to hear",
  reconnecting: "The line broke. We are reconnecting, keep this page open.",
  person_lost: "The line broke. We wait for them to come back.",
  person_joining: "Joining…",
  picture_paused: "Your internet is slow. The sound goes on.",
  left: "You have left the call. Your camera is off.",
  room_full: "This room is full. Try again in a little while.",
  taken_over: "This call goes on in another window.",
  no_media: "Sound and picture do not get through this network. Try another one, such as mobile data.",
  outdated: "This page is old. Load it again.",
  not_now: "We could not connect you just now. Press “Join the call” again.",
  other_language: "हिन्दी",
};

/** @type {Record<WordKey, string>} */
const HINDI = {
  title: "वीडियो पर बात करें",
  call_title: "वीडियो बातचीत",
  camera_why: "दिखने और सुनाई देने के लिए कैमरा और माइक चालू करें। जुड़ने से पहले आपको कोई नहीं देख सकता।",
  open_camera: "कैमरा और माइक चालू करें",
  opening_camera: "ब्राउज़र पूछे तो कैमरे और माइक की इजाज़त दें।",
  name_label: "आपका नाम",
  room_label: "कमरा",
  join: "बातचीत में जुड़ें",
  joining: "जोड़ रहे हैं…",
  ready: "सब तैयार है। “बातचीत में जुड़ें” दबाएँ।",
  name_missing: "पहले अपना नाम लिखें।",
  room_wrong: "यह लिंक अधूरा है। लिंक दोबारा माँगें।",
  server_away: "अभी सर्वर से संपर्क नहीं हो रहा। यह पेज खुला रखें, हम कोशिश कर रहे हैं।",
  camera_denied: "कैमरे की इजाज़त नहीं मिली। ब्राउज़र में इस पेज को कैमरे और माइक की इजाज़त दें, फिर बटन दोबारा दबाएँ।",
  camera_missing: "यहाँ कैमरा या माइक नहीं मिला। उसे लगाएँ या फ़ोन से खोलें, फिर बटन दोबारा दबाएँ।",
  camera_busy: "कैमरा किसी और ऐप में चल रहा है। उस ऐप को बंद करें, फिर बटन दोबारा दबाएँ।",
  camera_insecure: "ब्राउज़र कैमरा सिर्फ़ सुरक्षित पेज को देता है। https से शुरू होने वाला लिंक खोलें।",
  alone: "अभी यहाँ सिर्फ़ आप हैं। यह पेज खुला रखें, कोई आते ही दिखेगा।",
  you: "आप",
  leave: "बातचीत छोड़ें",
  tap_to_hear: "आवाज़ सुनने के लिए दबाएँ",
  reconnecting: "लाइन कट गई। दोबारा जोड़ रहे हैं, यह पेज खुला रखें।",
  person_lost: "लाइन कट गई है। उनके लौटने का इंतज़ार है।",
  person_joining: "जुड़ रहे हैं…",
  picture_paused: "इंटरनेट धीमा है, आवाज़ चालू रहेगी।",
  left: "आप बातचीत से बाहर आ गए हैं। आपका कैमरा बंद है।",
  room_full: "इस कमरे में अभी जगह नहीं है। थोड़ी देर बाद कोशिश करें।",
  taken_over: "यह बातचीत अब दूसरी विंडो में चल रही है।",
  no_media: "इस नेटवर्क से आवाज़ और तस्वीर नहीं पहुँच रही। दूसरे नेटवर्क से कोशिश करें, जैसे मोबाइल डेटा।",
  outdated: "यह पेज पुराना हो गया है। इसे दोबारा खोलें।",
  not_now: "अभी जुड़ नहीं पाए। “बातचीत में जुड़ें” दोबारा दबाएँ।",
  other_language: "English",
};

/** @type {Record<Language, Record<WordKey, string>>} */
export const WORDS = { en: ENGLISH, hi: HINDI };

/**
 * The first of the reader's languages that the page speaks.
 * @param {readonly string[]} preferred language tags (BCP 47), most wanted first
 * @returns {Language}
 */
export function languageFor(preferred) {
  for (const tag of preferred) {
    const language = tag.slice(0, 2).toLowerCase();
    if (language === "hi" || language === "en") return language;
  }
  return "en";
}

/** @param {Language} language @param {WordKey} key */
export function say(language, key) {
  return WORDS[language][key];
}
