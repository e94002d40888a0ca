// English: the patient's page of the OPD.

export default {
  opd_account: "My account",
  opd_have_link: "I was sent a link",

  // Danger first
  emergency_strip: "Life in danger? Call {number}",
  danger_title: "Is any of this happening now?",
  danger_lede: "Press its picture.",
  danger_none: "None of these",
  danger_all: "All danger signs in words",
  not_approved: "Not clinically approved",
  not_approved_means: "No medical officer has approved these questions yet.",
  approved_by: "Approved by medical officer {name}.",

  // Go now
  go_now_title: "Go to a hospital now",
  go_now_talk: "You are not alone. Talk to somebody now.",
  go_now_already: "Has something been taken or done already? Call {number} and go to a hospital now.",
  go_now_meanwhile: "Until help is there",
  go_now_mistake: "Pressed by mistake? Back to the pictures",
  call_number: "Call {number}",
  call_named: "{name}: call {number}",
  call_free: "Free, day and night.",
  call_other: "Or call {number}",

  // Telling a doctor
  tell_title: "Tell a doctor on duty too",
  tell_means: "A doctor of this service sees your number and place at once, and may ring you.",
  tell_open: "Tell a doctor where I am",
  tell_mobile: "Your mobile number",
  tell_mobile_wrong: "Write the ten digits of the mobile, so that the doctor can ring you.",
  tell_place: "Village, or what is near (if you wish)",
  tell_place_hint: "For example: Shirur, beside the school.",
  tell_send: "Tell a doctor now",
  tell_line: "Sending needs the internet. Calling does not.",
  place_ask: "Add my place by the phone",
  place_asking: "Looking for the place…",
  place_found: "Your place is added, to within {metres} metres.",
  told_doctor: "A doctor on duty has been told.",
  told_taken: "{name} has your message, and will try to ring you.",
  told_nobody: "No doctor is on duty just now.",
  told_no_answer: "No doctor has answered yet.",
  told_over: "The doctor has closed your message.",
  told_call_all_the_same: "Do not wait for it: call {number}, and go.",
  problem_place_denied: "The phone did not give its place. Write your village, or what is near.",
  problem_place_unknown: "The phone does not find its place just now. Write your village, or what is near.",
  wrong_place: "Write the village or what is near, in a few words.",
  wrong_signs: "Choose what has happened.",
  wrong_mobile: "Write the ten digits of the mobile.",

  // I am worse
  worse_title: "What has become worse?",
  worse_lede: "Press its picture. Your place in the queue stays.",
  worse_none: "None of these: I wait on",

  // No danger
  safe_title: "Then a doctor can see you here",
  safe_register: "First your mobile number, so that we can ring you.",
  safe_step_number: "Your mobile number and a code from an SMS",
  safe_step_who: "Who is ill",
  safe_step_token: "Your number in the queue",
  safe_go_on: "Go on",
  safe_back: "Back to the danger signs",
};
