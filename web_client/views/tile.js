// One person of the call: her picture, her sound, her name.

export class TileView {
  #language;
  #blocked;
  #video = document.createElement("video");
  #note = document.createElement("p");
  #name;
  #said = "";
  element = document.createElement("figure");

  /**
   * @param {import("./language.js").LanguageView} language
   * @param {{participant: string, name: string}} person
   * @param {() => void} blocked told when the browser does not let it sound before a tap
   */
  constructor(language, { participant, name }, blocked) {
    this.#language = language;
    this.#blocked = blocked;
    this.#name = name;
    this.element.className = "tile";
    this.element.dataset.participant = participant;
    Object.assign(this.#video, { autoplay: true, playsInline: true });
    this.#video.setAttribute("playsinline", "");
    for (const name of ["loadeddata", "resize"]) this.#video.addEventListener(name, () => this.#pictureChanged());
    this.#note.className = "tile-note";
    this.#note.role = "status";
    this.element.append(this.#video, letterOf(name), this.#note, caption(name));
  }

  /** @param {MediaStream | null} stream */
  show(stream) {
    if (this.#video.srcObject === stream) return;
    this.element.classList.remove("has-picture");
    this.#video.srcObject = stream;
    if (stream !== null) this.#play();
  }

  /**
   * What is the matter with this person's line.
   * @param {import("../protocol.js").Person["connection"]} connection @param {boolean} isPaused
   */
  describe(connection, isPaused) {
    this.element.classList.toggle("is-away", connection === "lost" || isPaused);
    this.#say(this.#sentence(connection, isPaused));
  }

  /** After a tap everything may sound. */
  unblock() {
    this.#video.muted = false;
    this.#play();
  }

  remove() {
    this.#video.srcObject = null;
    this.element.remove();
  }

  /** @param {import("../protocol.js").Person["connection"]} connection @param {boolean} isPaused */
  #sentence(connection, isPaused) {
    if (connection === "lost") return this.#language.say("person_lost");
    if (connection === "joining") return this.#language.say("person_joining");
    return isPaused ? this.#language.say("picture_paused") : "";
  }

  /** Who it is about stands below it; to whoever hears the page it is said, once. @param {string} sentence */
  #say(sentence) {
    if (sentence === this.#said) return;
    this.#said = sentence;
    this.#note.replaceChildren(...(sentence === "" ? [] : [unseen(`${this.#name}: `), sentence]));
  }

  async #play() {
    try {
      await this.#video.play();
    } catch (error) {
      if (/** @type {Error} */ (error).name !== "NotAllowedError") return; // replaced or removed meanwhile
      this.#video.muted = true; // the picture at least
      this.#video.play().catch(() => {});
      this.#blocked();
    }
  }

  #pictureChanged() {
    this.element.classList.toggle("has-picture", this.#video.videoWidth > 0);
  }
}

/** Stands there while there is no picture. @param {string} name */
function letterOf(name) {
  const letter = document.createElement("span");
  letter.className = "letter";
  letter.ariaHidden = "true";
  const [first] = new Intl.Segmenter().segment(name);
  letter.textContent = first?.segment ?? "";
  return letter;
}

/** @param {string} name */
function caption(name) {
  const element = document.createElement("figcaption");
  element.textContent = name;
  return element;
}

/** @param {string} text */
function unseen(text) {
  const element = document.createElement("span");
  element.className = "unseen";
  element.textContent = text;
  return element;
}
