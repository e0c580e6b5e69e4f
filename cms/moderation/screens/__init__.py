"""The screens of four eyes: the inbox, the review page, and the proposal to withdraw something."""
