import { mount } from 'svelte'
import '../app.css'
import Door from './Door.svelte'

const target = document.getElementById('app')!
target.replaceChildren() // what old browsers are told
mount(Door, { target })
