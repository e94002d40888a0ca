// One person of the call: her picture, her sound, her name.

export class TileView {
  #language;
  #blocked;
  #video = document.createElement("video");
  #note = document.createElement("p");
  element = document.createElement("figure");

  /**
   * @param {import("./language.js").LanguageView} language
   * @param {{participant: string, name: string}} person
   * @param {() => void} blocked told when the browser does not let it sound before a tap
   */
  constructor(language, { participant, name }, blocked) {
    this.#language = language;
    this.#blocked = blocked;
    this.element.className = "tile";
    this.element.dataset.participant = participant;
    Object.assign(this.#video, { autoplay: true, playsInline: true });
    this.#video.setAttribute("playsinline", "");
    for (const name of ["loadeddata", "resize"]) this.#video.addEventListener(name, () => this.#pictureChanged());
    this.#note.className = "tile-note";
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
   * @param {string} name @param {string} connection @param {boolean} isPaused
   */
  describe(name, connection, isPaused) {
    this.element.classList.toggle("is-away", connection === "lost" || isPaused);
    this.#note.textContent = this.#sentence(name, connection, isPaused);
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

  /** @param {string} name @param {string} connection @param {boolean} isPaused */
  #sentence(name, connection, isPaused) {
    if (connection === "lost") return this.#language.say("person_lost", { name });
    if (connection === "joining") return this.#language.say("person_joining", { name });
    return isPaused ? this.#language.say("picture_paused") : "";
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
