import { mount } from 'svelte'
import '../app.css'
import './screen.css'
import Screen from './Screen.svelte'

const target = document.getElementById('app')!
target.replaceChildren() // what old browsers are told
mount(Screen, { target })
