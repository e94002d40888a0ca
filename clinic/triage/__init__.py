"""Danger first: signs in pictures and words, whom to call, and alerts to the doctors on duty."""
